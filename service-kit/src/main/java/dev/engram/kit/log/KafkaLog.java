package dev.engram.kit.log;

import static java.util.Objects.requireNonNull;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.logging.RequestId;
import dev.engram.kit.problem.BytesInFlight;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log in Kafka. After a failure later appends are refused at once until the broker answers again.
 *
 * <p>A producer has one request under way, of which a broker that flushes writes one partition after the other: several of them
 * are served side by side. Events of one key are sent by the same producer, so they keep their order.
 */
public final class KafkaLog implements LogAppender, AutoCloseable {
    private static final int PRODUCERS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration OVERLOAD_RETRY = Duration.ofSeconds(1);

    private final KafkaLogSettings settings;
    private final BytesInFlight inFlight;
    private final BrokerAvailability broker;

    // guarded by this; a new one takes the place of one that failed for good
    private final Map<Integer, Producer<String, byte[]>> producers = new HashMap<>();

    /** Connects when first used. */
    public KafkaLog(KafkaLogSettings settings) {
        this.settings = settings;
        this.inFlight = new BytesInFlight(settings.maxBytesInFlight());
        this.broker = new BrokerAvailability(settings);
    }

    @Override
    public List<Appended> append(TopicDefinition topic, List<EncodedEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        if (broker.isUnavailable()) {
            throw new LogUnavailableException("the broker is unavailable");
        }
        var used = producers(topic, events);
        var bytes = events.stream().mapToLong(EncodedEvent::sizeBytes).sum();
        if (!inFlight.enter(bytes)) {
            throw new UnavailableException(Problem.overloaded(), OVERLOAD_RETRY, null);
        }
        var deadline = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(settings.limits().append());
        try {
            return acknowledged(send(used, topic, events, bytes), deadline);
        } catch (ExecutionException failed) {
            throw failure(topic, used, failed.getCause() == null ? failed : failed.getCause());
        } catch (KafkaException | IllegalStateException failed) {
            throw failure(topic, used, failed);
        } catch (TimeoutException late) {
            broker.lost(topic.name());
            throw new LogUnavailableException("no acknowledgement in time", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("stopped while waiting for acknowledgement", stopped);
        }
    }

    /** Whether the last append failed for want of a broker, and none has answered since. */
    public boolean isUnavailable() {
        return broker.isUnavailable();
    }

    @Override
    public void close() {
        broker.close();
        synchronized (this) {
            producers
                    .values()
                    .forEach(each ->
                            each.close(Duration.ofMillis(settings.limits().append())));
            producers.clear();
        }
    }

    /** The producer of each key. */
    private Map<String, Producer<String, byte[]>> producers(TopicDefinition topic, List<EncodedEvent> events) {
        try {
            var used = new HashMap<String, Producer<String, byte[]>>();
            for (var event : events) {
                used.computeIfAbsent(event.key(), this::producer);
            }
            return used;
        } catch (KafkaException unresolvable) {
            // no name of a broker leads anywhere, as happens while it is unavailable
            broker.lost(topic.name());
            throw new LogUnavailableException("no broker can be found", unresolvable);
        }
    }

    synchronized Producer<String, byte[]> producer(String key) {
        return producers.computeIfAbsent(
                Math.floorMod(key.hashCode(), PRODUCERS),
                number -> new KafkaProducer<>(
                        settings.producer(number), new StringSerializer(), new ByteArraySerializer()));
    }

    /** Drops those of {@code failed} that are in use. What they still hold fails, and so do the requests that wait for it. */
    private void replace(Collection<Producer<String, byte[]>> failed) {
        for (var producer : Set.copyOf(failed)) {
            boolean inUse;
            synchronized (this) {
                inUse = producers.values().remove(producer);
            }
            if (inUse) {
                LOG.warn("producer replaced");
                Thread.ofVirtual().name("producer-close").start(() -> producer.close(Duration.ZERO));
            }
        }
    }

    private List<Future<RecordMetadata>> send(
            Map<String, Producer<String, byte[]>> to, TopicDefinition topic, List<EncodedEvent> events, long bytes)
            throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(events.size());
        var unsent = bytes;
        try {
            for (var event : events) {
                var size = event.sizeBytes();
                var future = requireNonNull(to.get(event.key()))
                        .send(toRecord(topic, event), (_, _) -> inFlight.leave(size));
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

    private RuntimeException failure(
            TopicDefinition topic, Map<String, Producer<String, byte[]>> used, Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException _, RecordBatchTooLargeException _ -> tooLarge(cause);
            case RetriableException _, AuthenticationException _, AuthorizationException _ -> {
                // the producer goes on by itself
                broker.lost(topic.name());
                yield new LogUnavailableException("the broker did not acknowledge", cause);
            }
            default -> {
                // fenced, out of sequence, closed
                replace(used.values());
                yield new LogUnavailableException("the producer failed and was replaced", cause);
            }
        };
    }

    static ProblemException tooLarge(Throwable cause) {
        var end = Problem.of(413, "event-too-large", "An event is larger than the log takes")
                .exception();
        end.addSuppressed(cause);
        return end;
    }

    private static ProducerRecord<String, byte[]> toRecord(TopicDefinition topic, EncodedEvent event) {
        var record = new ProducerRecord<>(topic.name(), event.key(), event.value());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var request = RequestId.current();
        if (request != null) {
            record.headers().add(EncodedEvent.REQUEST_ID, request.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
