package dev.engram.kit.log;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** The log in Kafka. After a failure later appends are refused at once until the broker answers again. */
public final class KafkaLog implements LogAppender, AutoCloseable {
    private final ProducerSlot producers;
    private final BytesInFlight inFlight;
    private final BrokerWatch watch;

    /** Connects when first used. */
    public KafkaLog(KafkaLogSettings settings) {
        this(new ProducerSlot(settings), new BytesInFlight(settings.maxBytesInFlight()), BrokerWatch.of(settings));
    }

    KafkaLog(ProducerSlot producers, BytesInFlight inFlight, BrokerWatch watch) {
        this.producers = producers;
        this.inFlight = inFlight;
        this.watch = watch;
    }

    @Override
    public List<Appended> append(TopicDefinition topic, List<EncodedEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        if (watch.isAway()) {
            throw new LogUnavailable("the broker is away");
        }
        var producer = producer(topic);
        var bytes = events.stream().mapToLong(EncodedEvent::sizeBytes).sum();
        if (!inFlight.enter(bytes)) {
            throw new LogOverloaded();
        }
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(producers.appendMillis());
        try {
            return acknowledged(send(producer, topic, events, bytes), deadline);
        } catch (ExecutionException failed) {
            throw failure(topic, producer, failed.getCause() == null ? failed : failed.getCause());
        } catch (KafkaException | IllegalStateException failed) {
            throw failure(topic, producer, failed);
        } catch (TimeoutException late) {
            watch.lost(topic.name());
            throw new LogUnavailable("no acknowledgement in time", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("stopped while waiting for acknowledgement", stopped);
        }
    }

    /** Whether the last append failed for want of a broker, and none has answered since. */
    public boolean isAway() {
        return watch.isAway();
    }

    @Override
    public void close() {
        watch.close();
        producers.close();
    }

    private Producer<String, byte[]> producer(TopicDefinition topic) {
        try {
            return producers.current();
        } catch (KafkaException unresolvable) {
            // no name of a broker leads anywhere, as happens while it is away
            watch.lost(topic.name());
            throw new LogUnavailable("no broker can be found", unresolvable);
        }
    }

    private List<Future<RecordMetadata>> send(
            Producer<String, byte[]> producer, TopicDefinition topic, List<EncodedEvent> events, long bytes)
            throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(events.size());
        var unsent = bytes;
        try {
            for (var event : events) {
                var size = event.sizeBytes();
                var future = producer.send(toRecord(topic, event), (_, _) -> inFlight.leave(size));
                unsent -= size;
                sent.add(future);
                if (future.isDone()) {
                    // without metadata every send would block for its two seconds: stop at the first refused
                    future.get();
                }
            }
            return sent;
        } finally {
            inFlight.leave(unsent);
        }
    }

    private static List<Appended> acknowledged(List<Future<RecordMetadata>> sent, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        var appended = new ArrayList<Appended>(sent.size());
        for (var future : sent) {
            var place = future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            appended.add(new Appended(place.partition(), place.offset()));
        }
        return List.copyOf(appended);
    }

    private RuntimeException failure(TopicDefinition topic, Producer<String, byte[]> producer, Throwable cause) {
        return switch (Failures.kind(cause)) {
            case EVENT -> Failures.tooLarge(cause);
            case BROKER -> {
                watch.lost(topic.name());
                yield new LogUnavailable("the broker did not acknowledge", cause);
            }
            case PRODUCER -> {
                producers.replace(producer);
                yield new LogUnavailable("the producer failed and was replaced", cause);
            }
        };
    }

    private static ProducerRecord<String, byte[]> toRecord(TopicDefinition topic, EncodedEvent event) {
        var record = new ProducerRecord<>(topic.name(), event.key(), event.value());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
