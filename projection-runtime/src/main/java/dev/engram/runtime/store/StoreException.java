package dev.engram.runtime.store;

/** The store could not do its work. Whether it did is known only from the checkpoint. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What failed; the slug is shown in the status. */
    public enum Kind {
        /** Another transaction holds a document of this one. */
        CONFLICT("write-conflict", "another transaction writes the same documents"),
        /** Whether the commit took effect is not known. */
        COMMIT_UNKNOWN("commit-unknown", "whether the last transaction took effect is not known"),
        /** The work took longer than a transaction may. */
        TOO_SLOW("store-timeout", "MongoDB did not finish a transaction in time"),
        /** The documents that the work touches take more memory than one transaction may. */
        TOO_LARGE("batch-too-large", "the documents of one batch take too much memory"),
        /** A document would take more than the 16 MB that MongoDB allows. */
        DOCUMENT_TOO_LARGE("document-too-large", "a document would take more than 16 MB"),
        /** A field does not have the type that an update needs: something else has written the document. */
        DOCUMENT_UNWRITABLE("document-unwritable", "a stored document or count cannot be changed as an event asks"),
        /** No server can be reached that takes writes. */
        UNAVAILABLE("store-unavailable", "MongoDB does not answer: start it, or look at its log"),
        /** The server does not accept the user of this process, or does not let it do the work. */
        ACCESS_DENIED(
                "store-access-denied",
                "MongoDB does not accept the user of this service: look at engram.mongo.user and its password"),
        /** The server refused the work. */
        REFUSED("store-refused", "MongoDB refused a transaction; see the log of this service");

        private final String slug;
        private final String meaning;

        Kind(String slug, String meaning) {
            this.slug = slug;
            this.meaning = meaning;
        }

        public String slug() {
            return slug;
        }

        /** A sentence for operators, without the words of the driver. */
        public String meaning() {
            return meaning;
        }
    }

    private final Kind kind;

    public StoreException(Kind kind, Throwable cause) {
        super(kind.slug() + ": " + cause.getMessage(), cause);
        this.kind = kind;
    }

    public StoreException(Kind kind, String detail) {
        super(kind.slug() + ": " + detail);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
