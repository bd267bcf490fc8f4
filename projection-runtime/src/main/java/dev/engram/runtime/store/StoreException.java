package dev.engram.runtime.store;

/** The store could not do its work. Whether it did is known only from the checkpoint. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What failed; the slug is shown in the status. */
    public enum Kind {
        /** Another transaction holds a document of this one. */
        CONFLICT("write-conflict"),
        /** Whether the commit took effect is not known. */
        COMMIT_UNKNOWN("commit-unknown"),
        /** The work took longer than a transaction may. */
        TOO_SLOW("store-timeout"),
        /** The documents that the work touches take more memory than one transaction may. */
        TOO_LARGE("batch-too-large"),
        /** No server can be reached that takes writes. */
        UNAVAILABLE("store-unavailable"),
        /** The server refused the work. */
        REFUSED("store-refused");

        private final String slug;

        Kind(String slug) {
            this.slug = slug;
        }

        public String slug() {
            return slug;
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
