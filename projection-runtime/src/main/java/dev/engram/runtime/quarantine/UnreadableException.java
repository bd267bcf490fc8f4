package dev.engram.runtime.quarantine;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A document, or a context, that is stored but cannot be read: others of its collection can. */
public final class UnreadableException extends RuntimeException {

    /** Why an event is parked that concerns such a document; also the beginning of the reason that readers see. */
    public static final String REASON = "document-unreadable";

    private static final long serialVersionUID = 1L;

    private final String collection;
    private final String id;
    private final String rule;

    /** @param rule the field and what is wrong with it, for people */
    public UnreadableException(String collection, @Nullable Object id, String rule) {
        super("%s: %s %s: %s".formatted(REASON, collection, text(id), rule), null, false, false);
        this.collection = collection;
        this.id = text(id);
        this.rule = rule;
    }

    /** Name of the collection that it stands in. */
    public String collection() {
        return collection;
    }

    /** Its {@code _id} as text. */
    public String id() {
        return id;
    }

    /** Which field cannot be read, and why. */
    public String rule() {
        return rule;
    }

    /** What readers see of a card that cannot be read. */
    public String quarantine() {
        return REASON + ": " + rule;
    }

    static String text(@Nullable Object id) {
        return id instanceof Document document ? document.toJson() : String.valueOf(id);
    }
}
