package dev.engram.maintenance.log;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What some partitions of the log hold, as fingerprints. */
final class LearnerLog {

    private final FingerprintSet identities = new FingerprintSet();
    private final FingerprintSet copies = new FingerprintSet();

    void clear() {
        identities.clear();
        copies.clear();
    }

    /** Takes note of a record of the log. */
    void add(byte @Nullable [] key, Iterable<Header> headers, byte @Nullable [] value) {
        var event = event(key, headers, value);
        if (event == null) {
            identities.add(Fingerprint.ofRecord(key, headers, value));
        } else {
            add(event);
        }
    }

    void add(LearnerEvent event) {
        identities.add(Fingerprint.ofIdentity(event));
        copies.add(Fingerprint.ofCopy(event));
    }

    boolean holds(LearnerEvent event) {
        return identities.contains(Fingerprint.ofIdentity(event));
    }

    /** Whether it holds this very copy of the event. */
    boolean holdsCopy(LearnerEvent event) {
        return copies.contains(Fingerprint.ofCopy(event));
    }

    /** Whether it holds the event of a record, or the record itself where that is no event of its key. */
    boolean holds(byte @Nullable [] key, Iterable<Header> headers, byte @Nullable [] value) {
        var event = event(key, headers, value);
        return event == null ? identities.contains(Fingerprint.ofRecord(key, headers, value)) : holds(event);
    }

    /** The event of a record; null if it cannot be decoded or its key is not its learner. */
    static @Nullable LearnerEvent event(byte @Nullable [] key, Iterable<Header> headers, byte @Nullable [] value) {
        var decoded = LearnerEvents.codec().decode(texts(headers), value);
        return decoded instanceof Decoded.Event<LearnerEvent>(var event)
                        && Arrays.equals(key, event.stamp().learnerId().text().getBytes(StandardCharsets.UTF_8))
                ? event
                : null;
    }

    static Map<String, String> texts(Iterable<Header> headers) {
        var texts = new HashMap<String, String>();
        for (var header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
