package dev.engram.runtime.definition;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Projection;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Everything that declares a projection; hand it to {@code ProjectionHost.start}.
 *
 * @param mapping how its documents stand in MongoDB
 * @param decoder of the records of {@code topic}
 */
public record ProjectionDefinition<E, K, S, C>(
        Projection<E, K, S, C> projection,
        DocumentMapping<K, S, C> mapping,
        EventDecoder<E> decoder,
        TopicDefinition topic) {

    /** First part of the names of its collections and of its consumer group. */
    public String name() {
        return projection.name();
    }

    /** The partition that holds the events of a context: the producer's rule for the key of a record. */
    public int partitionOf(String contextKey) {
        return BuiltInPartitioner.partitionForKey(contextKey.getBytes(StandardCharsets.UTF_8), topic.partitions());
    }
}
