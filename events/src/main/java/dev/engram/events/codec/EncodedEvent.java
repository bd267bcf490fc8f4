package dev.engram.events.codec;

import java.util.Map;

/** An event as it stands in the log. A class, since a record would compare the bytes by identity. */
public final class EncodedEvent {

    /**
     * A header that a record may have besides those of its event: the id of the request that it was written for, as an extension
     * attribute of CloudEvents. Says nothing about the event and is never compared.
     */
    public static final String REQUEST_ID = "ce_requestid";

    private final String key;
    private final Map<String, String> headers;
    private final byte[] value;

    public EncodedEvent(String key, Map<String, String> headers, byte[] value) {
        this.key = key;
        this.headers = Map.copyOf(headers);
        this.value = value.clone();
    }

    /** Decides the partition: the learner's or the deck's id. */
    public String key() {
        return key;
    }

    /** CloudEvents attributes as {@code ce_…}, and {@code content-type}. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Canonical JSON in UTF-8. */
    public byte[] value() {
        return value.clone();
    }

    /** Bytes that the event takes in a request to the log, about. */
    public int sizeBytes() {
        int size = key.length() + value.length;
        for (var header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }
}
