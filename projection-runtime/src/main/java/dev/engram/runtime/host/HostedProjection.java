package dev.engram.runtime.host;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.log.LogDamage;
import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.retry.Backoff;
import dev.engram.runtime.runner.GenerationRunner;
import dev.engram.runtime.runner.ParkedEvents;
import dev.engram.runtime.runner.PartitionFailure;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.Progress;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.ProjectionStatus;
import dev.engram.runtime.runner.RecordSkip;
import dev.engram.runtime.runner.RunnerEnvironment;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.RegisteredGenerations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A projection of this process: runs the generations of its fold version, builds another beside the live one when the fold
 * version was raised or an operator asks, makes it live once it has caught up, and drops what was replaced. Several
 * processes may do so at once, since every step is a compare-and-set.
 *
 * <p>Side effects other than documents (streams, calls to others) belong to the generation that is live: ask
 * {@link Generation#role()} of {@link HostedStatus#live()}.
 */
public final class HostedProjection<E, K, S, C> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HostedProjection.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final ProjectionSettings settings;
    private final ProjectionDefinition<E, K, S, C> definition;
    private final Generations<K, S, C> generations;
    private final TopicMonitor topic;
    private final RunnerEnvironment environment;
    private final Progress progress = new Progress();
    private final Map<Integer, GenerationRunner<E, K, S, C>> runners = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final DamageCheck damageCheck;
    private final Thread thread;
    private volatile PartitionState state = new PartitionState.Starting();
    private volatile @Nullable RegisteredGenerations registered;
    private volatile Instant lastTurn;

    private HostedProjection(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, S, C> definition,
            Generations<K, S, C> generations,
            TopicMonitor topic,
            RunnerEnvironment environment) {
        this.settings = settings;
        this.definition = definition;
        this.generations = generations;
        this.topic = topic;
        this.environment = environment;
        this.damageCheck = new DamageCheck(definition, generations, topic, environment.clock());
        this.lastTurn = environment.clock().instant();
        this.thread = Thread.ofPlatform()
                .name("projection-" + definition.name())
                .daemon(true)
                .unstarted(this::run);
    }

    /**
     * Starts its thread and returns at once; see {@link ProjectionHost#start}.
     *
     * @param topic stays open when the projection is closed
     */
    public static <E, K, S, C> HostedProjection<E, K, S, C> start(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, S, C> definition,
            Generations<K, S, C> generations,
            TopicMonitor topic,
            RunnerEnvironment environment) {
        var projection = new HostedProjection<>(settings, definition, generations, topic, environment);
        projection.thread.start();
        return projection;
    }

    public ProjectionDefinition<E, K, S, C> definition() {
        return definition;
    }

    /** How far this process is, for a reader that waits. */
    public Progress progress() {
        return progress;
    }

    /** Where its generations stand, for operators' work on them. */
    public Generations<K, S, C> generations() {
        return generations;
    }

    /** What operators do about events that could not be applied. */
    public ParkedEvents<E, K, S, C> parked() {
        return new ParkedEvents<>(definition, generations, environment, this::locateAgain);
    }

    /**
     * Steps over a record at which a partition is stuck, see {@link RecordSkip#skip}.
     *
     * @throws RuntimeException if broker or store do not answer
     */
    public RecordSkip.Outcome skip(int partition, long offset, String why, String who) {
        return new RecordSkip<>(settings, definition, generations, environment, topic.topicId(), this::locateAgain)
                .skip(partition, offset, why, who);
    }

    /** Lets the runners read their checkpoints again: something else has written. */
    void locateAgain() {
        runners.values().forEach(GenerationRunner::locateAgain);
    }

    /** What the projection is doing. */
    public HostedStatus status() {
        var known = registered;
        var running = runners.values().stream().map(GenerationRunner::status).toList();
        var turned = running.stream().map(ProjectionStatus::lastTurn).reduce(lastTurn, (a, b) -> a.isBefore(b) ? a : b);
        return new HostedStatus(
                definition.name(),
                foldVersion(),
                state(running),
                known == null ? null : known.live(),
                known == null ? null : known.building(),
                turned,
                running,
                known == null
                        ? List.of()
                        : generations.unreadable().of(known.live().number()));
    }

    /** The worst of what it does for the live generation: that of one that is being built is shown beside it. */
    private PartitionState state(List<ProjectionStatus> running) {
        var worst = state;
        var known = registered;
        for (var status : running) {
            if (known != null && status.generation() != known.live().number()) {
                continue;
            }
            for (var partition : status.partitions()) {
                worst = worse(worst, partition.state());
            }
            worst = worse(worst, status.state());
        }
        return worst;
    }

    private static PartitionState worse(PartitionState one, PartitionState other) {
        return severity(other) > severity(one) ? other : one;
    }

    private static int severity(PartitionState state) {
        return switch (state) {
            case PartitionState.Unassigned _ -> 0;
            case PartitionState.Live _ -> 1;
            case PartitionState.Starting _ -> 2;
            case PartitionState.Retrying _ -> 3;
            case PartitionState.Stopped _ -> 4;
        };
    }

    /**
     * Begins to build a generation from the beginning of the log, also where the live one is of the same fold version.
     *
     * @return false if one is being built already
     * @throws ProjectionStoppedException if the log has lost records: the documents may be the last copy of them, so the log is
     *     restored first
     * @throws RuntimeException if broker or store do not answer
     */
    public boolean rebuild() {
        var first = first(Checkpoint::unbuilt);
        log("rebuild requested");
        return generations.startBuilding(foldVersion(), first, now());
    }

    /** Whether readers see what follows from the log as it is: the log is there and whole, and so is the live generation. */
    public boolean isCurrent() {
        var known = registered;
        var ofLog = topic.damage();
        return (known == null || known.live().damage() == null)
                && (ofLog == null || ofLog.reason() == LogDamage.Reason.SETTINGS);
    }

    /**
     * Where the log begins, by partition.
     *
     * @throws ProjectionStoppedException if records are missing
     */
    List<Long> logStart() {
        return topic.verifiedStart().offsets();
    }

    /** Gives up what is being built; the live generation is not touched. False if nothing is. */
    public boolean cancelRebuild() {
        var building = generations.read().map(RegisteredGenerations::building).orElse(null);
        return building != null && generations.cancel(building, now());
    }

    private void run() {
        var backoff = new Backoff(settings.backoffMin(), settings.backoffMax(), environment.random());
        while (!isClosing()) {
            Duration pause;
            try {
                turn();
                backoff.reset();
                pause = POLL_INTERVAL;
            } catch (RuntimeException failure) {
                if (isClosing()) {
                    break;
                }
                enter(PartitionFailure.of(failure).state(), failure);
                pause = backoff.next();
            } catch (Error error) {
                enter(
                        new PartitionState.Stopped("internal-error", "see the log and restart the service: " + error),
                        null);
                throw error;
            }
            lastTurn = now();
            rest(pause);
        }
        runners.values().forEach(GenerationRunner::close);
    }

    /** Looks at the generations and does what is due. */
    private void turn() {
        topic.requestEnds();
        var found = generations.read().orElse(null);
        if (found == null) {
            generations.createFirst(foldVersion(), first(Checkpoint::first));
            found = generations.read().orElseThrow();
        }
        show(found);
        found = prepare(found);
        show(found);
        var building = found.building();
        boolean logIsWhole = damageCheck.lossOfLog() == null;
        if (building != null && !logIsWhole) {
            found = cancel(building);
        } else if (building != null && building.foldVersion() == foldVersion() && isCaughtUp(building, found.live())) {
            // documents of the live generation may be the last copy of what a log has lost meanwhile
            found = isOfTheLog(building) ? promote(building, found) : cancel(building);
        }
        if (logIsWhole) {
            generations.dropRetired(now().minus(settings.retiredFor()));
        }
        requireUndamaged(found);
        var live = found.live();
        if (live.foldVersion() > foldVersion()) {
            throw new ProjectionStoppedException(
                    "fold-version-older",
                    "generation %d was built by fold version %d, this program has %d: run the newer program, or rebuild the projection with this one"
                            .formatted(live.number(), live.foldVersion(), foldVersion()));
        }
        runners.forEach(this::followStore);
        enter(new PartitionState.Live(), null);
    }

    /** Looks for damage of the log and of the live generation, and remembers it: only another generation ends it. */
    private void requireUndamaged(RegisteredGenerations found) {
        var live = found.live();
        var known = live.damage();
        if (known == null || known.isOfDocuments()) {
            var running = runners.get(live.number());
            var damage = damageCheck.of(live, running == null ? null : running.status());
            if (damage != null && (known == null || !damage.isOfDocuments())) {
                known = damage;
                markDamaged(live, damage);
            }
        }
        if (known != null) {
            throw new ProjectionStoppedException(known.reason(), known.remedy());
        }
    }

    private void markDamaged(Generation live, Generation.Damage damage) {
        var _ = generations.markDamaged(live, damage);
        LOG.atError()
                .addKeyValue("projection", definition.name())
                .addKeyValue("generation", live.number())
                .addKeyValue("reason", damage.reason())
                .addKeyValue("remedy", damage.remedy())
                .log("generation is damaged");
        show(generations.read().orElseThrow());
    }

    private RegisteredGenerations cancel(Generation building) {
        var _ = generations.cancel(building, now());
        log("rebuild given up, since the log has lost records");
        var left = generations.read().orElseThrow();
        show(left);
        return left;
    }

    /** Whether a generation was built from the topic as it is now, which has lost nothing. */
    private boolean isOfTheLog(Generation building) {
        var topicId = topic.verifiedStart().topicId();
        return generations.checkpoints(building.number()).stream()
                .allMatch(checkpoint -> checkpoint.topicId().equals(topicId));
    }

    /** Where a store has lost what it held, or was restored, its checkpoints are older than those that a runner goes on from. */
    private void followStore(int generation, GenerationRunner<E, K, S, C> runner) {
        // in this order: what is shown has been stored before
        var shown = runner.status().partitions();
        var stored = generations.checkpoints(generation).stream()
                .collect(Collectors.toMap(Checkpoint::partition, Checkpoint::begin));
        if (shown.stream().anyMatch(held -> held.next() > stored.getOrDefault(held.partition(), -1L))) {
            runner.locateAgain();
        }
    }

    private RegisteredGenerations prepare(RegisteredGenerations found) {
        var building = found.building();
        switch (GenerationPlan.step(found, foldVersion())) {
            case NONE -> {
                return found;
            }
            case START -> {
                var _ = generations.startBuilding(foldVersion(), first(Checkpoint::unbuilt), now());
                log("fold version raised, building a generation");
            }
            case CANCEL_OLDER -> {
                var _ = building != null && generations.cancel(building, now());
            }
        }
        return generations.read().orElseThrow();
    }

    private void runOnly(List<Generation> wanted) {
        var numbers = wanted.stream().map(Generation::number).toList();
        runners.entrySet().removeIf(entry -> {
            boolean unwanted = !numbers.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().close();
            }
            return unwanted;
        });
        for (int number : numbers) {
            runners.computeIfAbsent(
                    number,
                    _ -> GenerationRunner.start(
                            settings, definition, number, generations, topic, progress, environment));
        }
    }

    private void show(RegisteredGenerations found) {
        registered = found;
        runOnly(GenerationPlan.toRun(found, foldVersion()));
    }

    private boolean isCaughtUp(Generation building, Generation live) {
        return GenerationPlan.hasCaughtUp(
                        generations.checkpoints(building.number()),
                        live.damage() == null ? generations.checkpoints(live.number()) : List.of(),
                        partition -> {
                            var end = topic.end(partition);
                            return end == null ? -1 : end;
                        })
                && !generations.hasStaleContexts(building.number());
    }

    private RegisteredGenerations promote(Generation building, RegisteredGenerations found) {
        if (!generations.promote(building, found.live(), now())) {
            return found;
        }
        log("generation made live");
        var runner = runners.get(building.number());
        if (runner != null) {
            runner.locateAgain();
        }
        var promoted = generations.read().orElseThrow();
        show(promoted);
        return promoted;
    }

    /** The first checkpoints of a generation: the beginning of every partition of the topic, which has lost nothing. */
    private List<Checkpoint> first(FirstCheckpoint first) {
        var start = topic.verifiedStart();
        return IntStream.range(0, definition.topic().partitions())
                .mapToObj(partition ->
                        first.of(partition, start.topicId(), start.offsets().get(partition)))
                .toList();
    }

    private interface FirstCheckpoint {
        Checkpoint of(int partition, String topicId, long begin);
    }

    private void enter(PartitionState next, @Nullable RuntimeException failure) {
        if (!next.equals(state)) {
            var line = next instanceof PartitionState.Live ? LOG.atInfo() : LOG.atWarn();
            line = line.addKeyValue("projection", definition.name());
            line = failure == null ? line : line.addKeyValue("reason", failure.getMessage());
            line.log("supervision is {}", next.label());
        }
        state = next;
    }

    private void log(String message) {
        LOG.atInfo().addKeyValue("projection", definition.name()).log(message);
    }

    private void rest(Duration duration) {
        try {
            var _ = closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            closing.countDown();
        }
    }

    private int foldVersion() {
        return definition.projection().foldVersion();
    }

    private Instant now() {
        return environment.clock().instant();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Lets it end without waiting for it. */
    void beginClose() {
        closing.countDown();
    }

    @Override
    public void close() {
        beginClose();
        try {
            var _ = thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
