package dev.engram.runtime.runner;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.log.LogUnreachableException;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.RegisteredGenerations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort for a record at which a partition is stuck: parks it and goes on after it, in the live generation and in one
 * that is being built; a generation built later steps over it too. Safe for use by many threads.
 *
 * @param topicId Kafka's id of the topic as it is now
 * @param skipped called after a record was skipped, for a runner in this process to look at its checkpoints again
 */
public record RecordSkip<E, K, S, C>(
        ProjectionSettings settings,
        ProjectionDefinition<E, K, S, C> definition,
        Generations<K, S, C> generations,
        RunnerEnvironment environment,
        String topicId,
        Runnable skipped) {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSkip.class);
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);

    /** What came of it. */
    public sealed interface Outcome {
        record Skipped() implements Outcome {}

        /** No generation is at that record. @param next where the live one is */
        record Elsewhere(long next) implements Outcome {}

        /** The log has no record there. @param end offset after its last record */
        record NoRecord(long end) implements Outcome {}
    }

    /**
     * Steps over the record at a place.
     *
     * @param why for people; kept with the record, with {@code who} and the time
     * @throws ProjectionStoppedException if there is no generation of this fold version, or the topic is another one
     */
    public Outcome skip(int partition, long offset, String why, String who) {
        var found = generations.read().orElse(null);
        var own = found == null ? List.<Generation>of() : own(found);
        if (own.isEmpty()) {
            throw new ProjectionStoppedException(
                    "generation-not-ready", "there is no generation of this fold version: ask the other program");
        }
        var first = checkpoint(own.getFirst(), partition);
        if (!first.topicId().equals(topicId)) {
            throw ProjectionStoppedException.logChanged(definition.topic().name(), partition);
        }
        if (own.stream()
                .noneMatch(generation -> checkpoint(generation, partition).next() == offset)) {
            return new Outcome.Elsewhere(first.next());
        }
        var place = new TopicPartition(definition.topic().name(), partition);
        try (var consumer = consumer()) {
            consumer.assign(List.of(place));
            long end = consumer.endOffsets(List.of(place), LONGEST_READ).getOrDefault(place, 0L);
            if (offset >= end) {
                return new Outcome.NoRecord(end);
            }
            var event = event(place, offset, read(consumer, place, offset), why, who);
            // the live one last: cut off in between, it is still at the record, and the skip can be asked for again
            own.reversed()
                    .forEach(generation -> BusyPartition.repeat(environment.random(), () -> park(generation, event)));
        } catch (org.apache.kafka.common.errors.TimeoutException away) {
            throw new LogUnreachableException(away);
        }
        LOG.atWarn()
                .addKeyValue("projection", definition.name())
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("reason", why)
                .addKeyValue("by", who)
                .log("record skipped");
        skipped.run();
        return new Outcome.Skipped();
    }

    private List<Generation> own(RegisteredGenerations found) {
        return Stream.of(found.live(), found.building())
                .filter(Objects::nonNull)
                .filter(generation ->
                        generation.foldVersion() == definition.projection().foldVersion())
                .toList();
    }

    private Checkpoint checkpoint(Generation generation, int partition) {
        try (var store = generations.store(generation.number())) {
            return store.checkpoint(partition);
        }
    }

    /** In a generation that is not at the record yet it waits as skipped; in one that is past it, it was applied. */
    private boolean park(Generation generation, ParkedEvent event) {
        try (var store = generations.store(generation.number())) {
            var held = store.checkpoint(event.partition());
            if (held.next() <= event.offset()) {
                boolean isParked =
                        store.parkedEvent(event.partition(), event.offset()).isPresent();
                var next = held.next() == event.offset()
                        ? held.advancedTo(event.offset() + 1, held.leaderEpoch(), held.dataUpTo())
                        : held.turned();
                store.transact(work -> step(work, held, next, isParked ? List.of() : List.of(event)));
            }
            return held.next() <= event.offset();
        }
    }

    private static <K, S, C> void step(
            ProjectionStore.Work<K, S, C> work, Checkpoint held, Checkpoint next, List<ParkedEvent> events) {
        work.advance(held, next);
        work.park(events);
    }

    private ParkedEvent event(
            TopicPartition place,
            long offset,
            Optional<ConsumerRecord<byte[], byte[]>> origin,
            String text,
            String who) {
        var detail = "%s (skipped by %s at %s%s)"
                .formatted(
                        text,
                        who,
                        environment.clock().instant(),
                        origin.isPresent() ? "" : "; its bytes could not be read");
        var why = new ParkedEvent.Why(ParkedEvent.Why.SKIPPED, detail);
        return origin.map(record -> Batch.parked(record, why))
                .orElseGet(() ->
                        new ParkedEvent(place.topic(), place.partition(), offset, why, null, List.of(), null, null));
    }

    /**
     * The record; empty if it is a control record or is damaged.
     *
     * @throws LogUnreachableException if the broker does not give it
     */
    private static Optional<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long offset) {
        consumer.seek(place, offset);
        long end = System.nanoTime() + LONGEST_READ.toNanos();
        while (System.nanoTime() < end && consumer.position(place) <= offset) {
            try {
                for (var found : consumer.poll(Duration.ofMillis(500)).records(place)) {
                    return found.offset() == offset ? Optional.of(found) : Optional.empty();
                }
            } catch (RetriableException again) {
                LOG.atDebug().setCause(again).log("record not read yet");
            } catch (KafkaException damaged) {
                return Optional.empty();
            }
        }
        if (consumer.position(place) <= offset) {
            throw new LogUnreachableException(new TimeoutException("the record was not read in " + LONGEST_READ));
        }
        return Optional.empty();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = settings.kafka().settings();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.service() + "." + definition.name() + ".skip");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.putAll(settings.consumer());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
