package dev.engram.maintenance.cluster;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.log.TopicSnapshot;
import java.util.Collections;

/** A topic as the broker holds it. */
public record LogTopic(TopicDefinition definition, TopicSnapshot snapshot) {

    /** One that does not exist, or holds nothing. */
    public static LogTopic empty(TopicDefinition definition) {
        var zeros = Collections.nCopies(definition.partitions(), 0L);
        return new LogTopic(definition, new TopicSnapshot("", zeros, zeros, Collections.emptyList()));
    }

    public String name() {
        return definition.name();
    }

    /** First offset of a partition. */
    public long begin(int partition) {
        return snapshot.begins().get(partition);
    }

    /** Offset after the last record of a partition. */
    public long end(int partition) {
        return snapshot.ends().get(partition);
    }

    /** Records of a partition, at most. */
    public long records(int partition) {
        return end(partition) - begin(partition);
    }

    /** Records of all partitions, at most. */
    public long records() {
        long records = 0;
        for (int partition = 0; partition < definition.partitions(); partition++) {
            records += records(partition);
        }
        return records;
    }
}
