package dev.engram.maintenance.cluster;

import dev.engram.events.topic.TopicDefinition;
import java.util.List;

/**
 * A topic as the broker holds it.
 *
 * @param topicId Kafka's id, which a topic of the same name created later does not have
 * @param begins first offset of each partition
 * @param ends offset after the last record of each partition
 */
public record LogTopic(TopicDefinition definition, String topicId, List<Long> begins, List<Long> ends) {

    public LogTopic {
        begins = List.copyOf(begins);
        ends = List.copyOf(ends);
    }

    /** Records of a partition, at most. */
    public long records(int partition) {
        return ends.get(partition) - begins.get(partition);
    }

    /** Records of all partitions, at most. */
    public long records() {
        long records = 0;
        for (int partition = 0; partition < ends.size(); partition++) {
            records += records(partition);
        }
        return records;
    }
}
