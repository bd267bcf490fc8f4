package dev.engram.runtime.runner;

import dev.engram.runtime.store.Generations;
import dev.engram.projections.Projection;
import dev.engram.events.topic.TopicDefinition;
import java.time.Duration;

/**
 * Keeps one projection up to date with its topic, on a thread of its own, until it is closed.
 *
 * <p>Every batch of records is one transaction that also moves the partition's checkpoint, compared with the one held: an
 * event is applied exactly once, whichever process dies or lingers. A context whose change concerns all its documents is
 * marked, and its documents are derived anew between batches, in slices. Neither Kafka nor the store need to be there at
 * the start; what goes wrong is retried and shown in {@link #status()}.
 */
public final class ProjectionRunner<E, K, S, C> implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(25);

    private final ProjectionThread<E, K, S, C> loop;
    private final Thread thread;

    private ProjectionRunner(ProjectionThread<E, K, S, C> loop, Thread thread) {
        this.loop = loop;
        this.thread = thread;
    }

    /**
     * Starts the thread and returns at once.
     *
     * @param reader of the records' values, such as {@code LearnerEvents.codec()::decode}
     * @param generations where documents and checkpoints stand
     */
    public static <E, K, S, C> ProjectionRunner<E, K, S, C> start(
            ProjectionSettings settings,
            Projection<E, K, S, C> projection,
            EventDecoder<E> reader,
            TopicDefinition topic,
            Generations<K, S, C> generations) {
        var loop = new ProjectionThread<>(settings, projection, reader, topic, generations);
        var thread = Thread.ofPlatform()
                .name("projection-" + projection.name())
                .daemon(true)
                .start(loop);
        return new ProjectionRunner<>(loop, thread);
    }

    /** What the projection is doing. */
    public ProjectionStatus status() {
        return loop.status();
    }

    /** How far this process is, for a reader that waits. */
    public Progress progress() {
        return loop.progress();
    }

    /** Ends after the transaction at hand. */
    @Override
    public void close() {
        loop.close();
        try {
            var _ = thread.join(LONGEST_END);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
