package dev.engram.runtime.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be applied, with its original bytes, so that it can be replayed. A class, since a record would
 * compare the bytes by identity.
 */
public final class ParkedEvent {

    /** A header of the record, as it stands in the log. */
    public static final class Header {
        private final String name;
        private final byte @Nullable [] value;

        public Header(String name, byte @Nullable [] value) {
            this.name = name;
            this.value = value == null ? null : value.clone();
        }

        public String name() {
            return name;
        }

        public byte @Nullable [] value() {
            return value == null ? null : value.clone();
        }
    }

    /**
     * @param reason stable slug, also a label of metrics: {@code unknown-type}, {@code malformed-json}, {@code fold-failed}
     * @param detail for people
     */
    public record Why(String reason, String detail) {}

    private final String topic;
    private final int partition;
    private final long offset;
    private final Why why;
    private final byte @Nullable [] key;
    private final List<Header> headers;
    private final byte @Nullable [] value;

    public ParkedEvent(
            String topic,
            int partition,
            long offset,
            Why why,
            byte @Nullable [] key,
            List<Header> headers,
            byte @Nullable [] value) {
        this.topic = Objects.requireNonNull(topic);
        this.partition = partition;
        this.offset = offset;
        this.why = why;
        this.key = key == null ? null : key.clone();
        this.headers = List.copyOf(headers);
        this.value = value == null ? null : value.clone();
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public Why why() {
        return why;
    }

    public byte @Nullable [] key() {
        return key == null ? null : key.clone();
    }

    public List<Header> headers() {
        return headers;
    }

    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }
}
