package dev.engram.runtime.log;

import dev.engram.events.topic.TopicRules.Violation;
import java.util.List;

/**
 * What the broker says of a topic at one moment.
 *
 * @param topicId Kafka's id, which no other topic ever has
 * @param begins offset of the first record by partition; 0 unless records were deleted
 * @param ends offset after the last record by partition
 * @param violations settings under which the topic could lose records
 */
public record TopicSnapshot(String topicId, List<Long> begins, List<Long> ends, List<Violation> violations) {

    public TopicSnapshot {
        begins = List.copyOf(begins);
        ends = List.copyOf(ends);
        violations = List.copyOf(violations);
    }
}
