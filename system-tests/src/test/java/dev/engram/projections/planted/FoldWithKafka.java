package dev.engram.projections.planted;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Depends on the place of an event in the log. */
final class FoldWithKafka {
    private FoldWithKafka() {}

    static long apply(long state, ConsumerRecord<String, byte[]> event) {
        return Math.max(state, event.offset());
    }
}
