package dev.engram.runtime.log;

import dev.engram.runtime.log.LogDamage.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a service remembers of a topic, in order to notice that it is no longer the same log. Pure.
 *
 * @param begins accepted first offset by partition: 0, or where the log began when it was restored
 * @param ends highest end seen by partition
 * @param adoptedAt when it was last accepted as it was, by a restore; absent before the first
 * @param damage found before and not restored since
 */
public record LogIdentity(
        String topic,
        String topicId,
        List<Long> begins,
        List<Long> ends,
        @Nullable Instant adoptedAt,
        @Nullable LogDamage damage) {

    public LogIdentity {
        begins = List.copyOf(begins);
        ends = List.copyOf(ends);
    }

    /** Of a topic that is seen for the first time: it must begin at 0. */
    static LogIdentity first(String topic, TopicSnapshot found) {
        var zeros = found.begins().stream().map(_ -> 0L).toList();
        return new LogIdentity(topic, found.topicId(), zeros, zeros, null, null);
    }

    /** Of a topic that is accepted as it is, such as a restored one. */
    static LogIdentity adopted(String topic, TopicSnapshot found, Instant now) {
        return new LogIdentity(topic, found.topicId(), found.begins(), found.ends(), now, null);
    }

    /** The loss of records, known before or visible in {@code found}, which must have been asked for after this was read. */
    public Optional<LogDamage> lossIn(TopicSnapshot found, Instant now) {
        if (damage != null) {
            return Optional.of(damage);
        }
        if (!found.topicId().equals(topicId)) {
            return Optional.of(replaced(topic, topicId, found.topicId(), now));
        }
        for (int partition : partitions(found)) {
            if (found.begins().get(partition) > begins.get(partition)) {
                return Optional.of(new LogDamage(
                        Reason.START_MOVED,
                        "partition %d of topic %s begins at offset %d and not at %d: its first records were deleted"
                                .formatted(partition, topic, found.begins().get(partition), begins.get(partition)),
                        now));
            }
            if (found.ends().get(partition) < ends.get(partition)) {
                return Optional.of(new LogDamage(
                        Reason.END_LOST,
                        "partition %d of topic %s ends at offset %d and had reached %d: its last records are gone"
                                .formatted(partition, topic, found.ends().get(partition), ends.get(partition)),
                        now));
            }
        }
        return Optional.empty();
    }

    static LogDamage replaced(String topic, String before, String now, Instant at) {
        return new LogDamage(
                Reason.REPLACED,
                "topic %s is another one than before: its id is %s and was %s, so it was deleted and created again"
                        .formatted(topic, now, before),
                at);
    }

    private int[] partitions(TopicSnapshot found) {
        int known = Math.min(begins.size(), ends.size());
        return IntStream.range(0, Math.min(known, found.begins().size())).toArray();
    }
}
