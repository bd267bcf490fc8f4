package dev.engram.runtime.runner;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.retry.Backoff;
import dev.engram.runtime.store.Generations;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one generation up to date with its topic, on a thread of its own, until it is closed.
 *
 * <p>Every batch of records is one transaction that also moves the partition's checkpoint, compared with the one held: an
 * event is applied exactly once, also where a process dies, or is slow and still writes. A context whose change concerns all its documents is
 * marked as stale, and its documents are re-derived between batches, in chunks. Neither Kafka nor the store need to be there
 * at the start; what goes wrong is retried and shown in {@link #status()}.
 */
public final class GenerationRunner<E, K, S, C> implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(25);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private final ProjectionSettings settings;
    private final ProjectionDefinition<E, K, S, C> definition;
    private final int generation;
    private final Generations<K, S, C> generations;
    private final TopicMonitor topic;
    private final Progress progress;
    private final RunnerEnvironment environment;
    private final StatusTracker status;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable GenerationConsumer<E, K, S, C> running;

    private GenerationRunner(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, S, C> definition,
            int generation,
            Generations<K, S, C> generations,
            TopicMonitor topic,
            Progress progress,
            RunnerEnvironment environment) {
        this.settings = settings;
        this.definition = definition;
        this.generation = generation;
        this.generations = generations;
        this.topic = topic;
        this.progress = progress;
        this.environment = environment;
        this.status = new StatusTracker(
                definition.name(), generation, definition.topic().partitions(), topic, environment);
        this.thread = Thread.ofPlatform()
                .name("projection-%s.g%d".formatted(definition.name(), generation))
                .daemon(true)
                .unstarted(this::run);
    }

    /**
     * Starts the thread and returns at once.
     *
     * @param generation an existing one, of the fold version of {@code definition}
     * @param topic stays open when the runner is closed
     * @param progress of all generations of the projection in this process
     */
    public static <E, K, S, C> GenerationRunner<E, K, S, C> start(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, S, C> definition,
            int generation,
            Generations<K, S, C> generations,
            TopicMonitor topic,
            Progress progress,
            RunnerEnvironment environment) {
        var runner =
                new GenerationRunner<>(settings, definition, generation, generations, topic, progress, environment);
        runner.thread.start();
        return runner;
    }

    /** What the generation is doing. */
    public ProjectionStatus status() {
        return status.status();
    }

    /** Reads the checkpoints again at the next turn: something else than this runner has written. */
    public void locateAgain() {
        var consumer = running;
        if (consumer != null) {
            consumer.locateAgain();
        }
    }

    private void run() {
        var backoff = new Backoff(FIRST_WAIT, settings.backoffMax().plus(FIRST_WAIT), environment.random());
        while (!isClosing()) {
            try (var consumer = open()) {
                running = consumer;
                status.transition(new PartitionState.Live(), null);
                long opened = environment.nanos();
                while (!isClosing()) {
                    rest(consumer.turn());
                    if (environment.nanos() - opened > STEADY.toNanos()) {
                        // not by the first turns, in which nothing is read yet
                        backoff.reset();
                    }
                }
            } catch (WakeupException closed) {
                continue;
            } catch (RuntimeException failure) {
                running = null;
                fail(failure, backoff);
            } catch (Error error) {
                status.transition(
                        new PartitionState.Stopped("internal-error", "see the log and restart the service"), error);
                throw error;
            }
        }
    }

    private GenerationConsumer<E, K, S, C> open() {
        status.turned();
        return new GenerationConsumer<>(
                settings,
                definition,
                generation,
                generations.store(generation),
                KafkaClients.consumer(settings, definition.name(), generation),
                topic,
                status,
                progress,
                environment);
    }

    private void fail(RuntimeException failure, Backoff backoff) {
        if (isClosing()) {
            return;
        }
        var problem = PartitionFailure.of(failure);
        boolean unexpected = problem instanceof PartitionFailure.Transient(var _, var _, var effect)
                && effect == PartitionFailure.Effect.UNEXPECTED;
        status.transition(problem.state(), unexpected ? failure : null);
        if (problem instanceof PartitionFailure.Transient) {
            rest(backoff.next());
        } else {
            while (!isClosing()) {
                rest(Duration.ofSeconds(1));
            }
        }
    }

    private void rest(Duration duration) {
        status.turned();
        try {
            var _ = closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            closing.countDown();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Ends after the transaction at hand. */
    @Override
    public void close() {
        closing.countDown();
        var consumer = running;
        if (consumer != null) {
            consumer.wakeUp();
        }
        try {
            var _ = thread.join(LONGEST_END);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
