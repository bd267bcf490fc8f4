package dev.engram.runtime.runner;

import dev.engram.runtime.store.Checkpoint;
import dev.engram.projections.Derivation;
import dev.engram.projections.FoldStoppedException;
import dev.engram.runtime.store.Generations;
import dev.engram.projections.Projection;
import dev.engram.runtime.store.StoreException;
import dev.engram.events.topic.TopicDefinition;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a generation and a consumer and turns until closed; opens them again after a failure of the whole. */
final class ProjectionThread<E, K, S, C> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionThread.class);
    private static final Duration SHORTEST_REST = Duration.ofMillis(250);

    private final ProjectionSettings settings;
    private final Projection<E, K, S, C> projection;
    private final EventDecoder<E> reader;
    private final TopicDefinition topic;
    private final Generations<K, S, C> generations;
    private final StatusTracker board;
    private final Progress progress = new Progress();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable ProjectionConsumer<E, K, S, C> running;

    ProjectionThread(
            ProjectionSettings settings,
            Projection<E, K, S, C> projection,
            EventDecoder<E> reader,
            TopicDefinition topic,
            Generations<K, S, C> generations) {
        this.settings = settings;
        this.projection = projection;
        this.reader = reader;
        this.topic = topic;
        this.generations = generations;
        this.board = new StatusTracker(projection.name());
    }

    ProjectionStatus status() {
        return board.status();
    }

    Progress progress() {
        return progress;
    }

    void close() {
        closing.countDown();
        var consumer = running;
        if (consumer != null) {
            consumer.wakeUp();
        }
    }

    @Override
    public void run() {
        int failures = 0;
        while (!isClosing()) {
            try (var consumer = open()) {
                running = consumer;
                while (!isClosing()) {
                    consumer.turn();
                    failures = 0;
                }
            } catch (WakeupException closed) {
                continue;
            } catch (FencedInstanceIdException taken) {
                stop(new FoldStoppedException(
                        "instance name taken", "give every running process an engram.instance of its own"));
            } catch (FoldStoppedException stop) {
                stop(stop);
            } catch (RuntimeException failure) {
                retryLater(failure, failures++);
            } finally {
                running = null;
            }
        }
    }

    private ProjectionConsumer<E, K, S, C> open() {
        board.turned();
        var log = new TopicMonitor(KafkaClients.admin(settings, projection.name()), topic);
        try {
            var topicId = log.topicId();
            var first = IntStream.range(0, topic.partitions())
                    .mapToObj(partition -> Checkpoint.first(partition, topicId))
                    .toList();
            int generation = generations.open(projection.name(), projection.foldVersion(), first);
            progress.opened(generation);
            board.opened(generation, topic.partitions(), log);
            LOG.atInfo()
                    .addKeyValue("projection", projection.name())
                    .addKeyValue("generation", generation)
                    .log("projection opened");
            return new ProjectionConsumer<>(
                    settings,
                    projection,
                    reader,
                    topic,
                    generation,
                    generations.store(projection.name(), generation),
                    log,
                    board,
                    progress);
        } catch (RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    private void stop(FoldStoppedException stop) {
        board.state(new PartitionState.Stopped(stop.reason(), stop.mend()));
        LOG.atError()
                .addKeyValue("projection", projection.name())
                .addKeyValue("reason", stop.reason())
                .addKeyValue("mend", stop.mend())
                .log("projection stopped");
        while (!isClosing()) {
            rest(Duration.ofSeconds(1));
        }
    }

    private void retryLater(RuntimeException failure, int failures) {
        if (isClosing()) {
            return;
        }
        var reason = failure instanceof StoreException store ? store.kind().slug() : slug(failure);
        board.state(new PartitionState.Retrying(reason));
        LOG.atWarn()
                .addKeyValue("projection", projection.name())
                .addKeyValue("reason", reason)
                .setCause(expected(failure) && !LOG.isDebugEnabled() ? null : failure)
                .log("projection failed, will be opened again");
        long longest = Math.min(settings.backoffMax().toMillis(), SHORTEST_REST.toMillis() << Math.min(failures, 10));
        rest(Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1)));
    }

    private static String slug(RuntimeException failure) {
        return failure instanceof TopicMonitor.LogUnreachable ? "log-unavailable" : Derivation.reason(failure);
    }

    private static boolean expected(RuntimeException failure) {
        return failure instanceof StoreException || failure instanceof TopicMonitor.LogUnreachable;
    }

    private void rest(Duration duration) {
        board.turned();
        try {
            var _ = closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            closing.countDown();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
