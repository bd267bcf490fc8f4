package dev.engram.runtime.reader;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.projections.Position.LogPartition;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.runner.Progress;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the live generation of a projection, and waits for it. Safe for use by many threads. */
public final class ProjectionReader<K, S, C> {

    private static final long POLL_NANOS = Duration.ofMillis(25).toNanos();

    private final MongoClient client;
    private final MongoDatabase database;
    private final ProjectionDefinition<?, K, S, C> definition;
    private final Progress progress;
    private final UnreadableDocuments unreadable;

    /**
     * @param client one that serves requests, not the one that the projection writes with
     * @param database of {@code client}
     * @param progress of the projection in this process ({@code HostedProjection.progress()}), or a new one if there is none
     * @param unreadable where documents are noted that cannot be read ({@code HostedProjection.generations().unreadable()})
     */
    public ProjectionReader(
            MongoClient client,
            MongoDatabase database,
            ProjectionDefinition<?, K, S, C> definition,
            Progress progress,
            UnreadableDocuments unreadable) {
        this.client = client;
        this.database = database;
        this.definition = definition;
        this.progress = progress;
        this.unreadable = unreadable;
    }

    /** The projection in a snapshot of the same database. */
    public ProjectionView<K, S, C> in(Snapshot snapshot) {
        return new ProjectionView<>(snapshot, definition, unreadable);
    }

    /**
     * Asks in a snapshot of its own.
     *
     * @throws ProjectionNotReadyException if there is no generation that this program can read
     */
    public <T> T read(Function<ProjectionView<K, S, C>, T> question) {
        return Snapshot.of(client, database, snapshot -> question.apply(in(snapshot)));
    }

    /**
     * Waits, at most {@code atMost}, until the record at {@code offset} of a partition has been passed. One of another topic
     * of the same name never is.
     */
    public CatchUpResult await(LogPartition place, long offset, Duration atMost) {
        int partition = place.partition();
        if (partition >= definition.topic().partitions()) {
            return new CatchUpResult(false, false);
        }
        boolean caughtUp = until(atMost, view -> {
            var known = progress.of(view.generation(), partition);
            var reached = known == null ? view.checkpoint(partition) : known;
            return reached.topicId().equals(place.topicId()) && reached.next() > offset;
        });
        return new CatchUpResult(caughtUp, caughtUp && read(view -> view.isParked(partition, offset)));
    }

    /** Waits, at most {@code atMost}, until a context is as wanted, such as a deck of at least some version. */
    public boolean awaitContext(String contextKey, Predicate<C> wanted, Duration atMost) {
        return until(atMost, view -> wanted.test(view.context(contextKey).context()));
    }

    private boolean until(Duration atMost, Predicate<ProjectionView<K, S, C>> reached) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = progress.moves();
            if (isReached(reached)) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                progress.await(seen, Math.min(left, POLL_NANOS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private boolean isReached(Predicate<ProjectionView<K, S, C>> reached) {
        try {
            return read(reached::test);
        } catch (ProjectionNotReadyException | UnreadableException starting) {
            return false;
        }
    }
}
