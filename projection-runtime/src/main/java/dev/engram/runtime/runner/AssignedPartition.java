package dev.engram.runtime.runner;

import dev.engram.runtime.retry.Backoff;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What this process knows of a partition that is assigned to it. Confined to the consumer's thread. */
final class AssignedPartition {

    /** Most parked events that are shown in the status. */
    static final int FIRST_PARKED = 3;

    private final TopicPartition topicPartition;
    private final BatchLimits limits;
    private final Backoff backoff;
    private final Deque<String> staleContexts = new ArrayDeque<>();

    /** Context keys of the parked events that wait. */
    private final Set<String> parkedKeys = new HashSet<>();

    /** Those of them of which something was applied: some events may have become obsolete. */
    private final Set<String> contextsToClear = new LinkedHashSet<>();

    private final List<ParkedEvent> firstParked = new ArrayList<>();
    private Set<Long> skipped = Set.of();
    private long suspect = -1;
    private PartitionState state = new PartitionState.Starting();
    private @Nullable Checkpoint held;
    private boolean isBuilt;
    private boolean isBuildRefused;
    private long parked;
    private long retryAt;

    AssignedPartition(TopicPartition topicPartition, ProjectionSettings settings, RunnerEnvironment environment) {
        this.topicPartition = topicPartition;
        this.limits = new BatchLimits(settings);
        this.backoff = new Backoff(settings.backoffMin(), settings.backoffMax(), environment.random());
        this.retryAt = environment.nanos();
    }

    TopicPartition topicPartition() {
        return topicPartition;
    }

    int partition() {
        return topicPartition.partition();
    }

    BatchLimits limits() {
        return limits;
    }

    PartitionState state() {
        return state;
    }

    /** The checkpoint, which nobody else has moved as far as is known; absent until it has been read. */
    @Nullable
    Checkpoint held() {
        return held;
    }

    long parked() {
        return parked;
    }

    /** Whether the checkpoint has to be read, at {@code now} of the runner's nano time. */
    boolean mustLocate(long now) {
        return waitNanos(now) == 0;
    }

    /** Nanoseconds until the checkpoint has to be read; the longest possible if it is held or never will be. */
    long waitNanos(long now) {
        return held == null && !(state instanceof PartitionState.Stopped) ? Math.max(0, retryAt - now) : Long.MAX_VALUE;
    }

    /** The first parked events that wait, a few. */
    List<ParkedEvent> firstParked() {
        return List.copyOf(firstParked);
    }

    /** Whether a record is to be stepped over. */
    boolean isSkipped(long offset) {
        return skipped.contains(offset);
    }

    /** Notes that the event at an offset has failed alone; true if it had before. */
    boolean isSuspectAgain(long offset) {
        boolean again = suspect == offset;
        suspect = offset;
        return again;
    }

    /**
     * The checkpoint and what else the store holds of the partition; it is live from here on.
     *
     * @param waiting the parked events
     * @param skippedOffsets of records to be stepped over
     */
    void located(Checkpoint checkpoint, List<String> stale, Iterable<ParkedEvent> waiting, Set<Long> skippedOffsets) {
        held = checkpoint;
        parked = 0;
        staleContexts.clear();
        staleContexts.addAll(stale);
        skipped = skippedOffsets;
        firstParked.clear();
        parkedKeys.clear();
        waiting.forEach(event -> {
            parked++;
            note(event);
        });
        contextsToClear.clear();
        contextsToClear.addAll(parkedKeys);
    }

    /** It is not to be built once more, but to go on by batches. */
    void refuseBuild() {
        isBuildRefused = true;
    }

    boolean isBuildRefused() {
        return isBuildRefused;
    }

    /** Another transaction of its build, after which it will be located again. */
    void built(BatchTransaction.Applied applied) {
        held = applied.checkpoint();
        isBuilt = !applied.checkpoint().isUnbuilt();
        parked += applied.parked().size();
        succeeded();
    }

    /** Whether it was built here. */
    boolean isBuilt() {
        return isBuilt;
    }

    private void note(ParkedEvent event) {
        if (firstParked.size() < FIRST_PARKED) {
            firstParked.add(event);
        }
        var key = event.keyText();
        if (!key.isEmpty()) {
            parkedKeys.add(key);
        }
    }

    void applied(BatchTransaction.Applied applied) {
        held = applied.checkpoint();
        parked += applied.parked().size();
        applied.parked().forEach(this::note);
        applied.changed().stream().filter(parkedKeys::contains).forEach(contextsToClear::add);
        applied.stale().stream()
                .filter(context -> !staleContexts.contains(context))
                .forEach(staleContexts::add);
        succeeded();
    }

    void rederived(BatchTransaction.Rederived rederived) {
        held = rederived.checkpoint();
        var context = staleContexts.remove();
        if (!rederived.finished()) {
            staleContexts.add(context);
        }
        succeeded();
    }

    /** The context whose parked events are looked at next. */
    @Nullable
    String contextToClear() {
        return held == null || contextsToClear.isEmpty()
                ? null
                : contextsToClear.iterator().next();
    }

    /** Nothing of a context is obsolete, or nothing more. */
    void cleared(String context) {
        contextsToClear.remove(context);
    }

    /** @param waiting the first parked events that are left */
    void resolved(BatchTransaction.Cleared cleared, List<ParkedEvent> waiting) {
        held = cleared.checkpoint();
        parked -= cleared.resolved().size();
        firstParked.clear();
        waiting.forEach(this::note);
        succeeded();
    }

    private void succeeded() {
        backoff.reset();
        limits.grow();
    }

    /** The context whose documents are re-derived next. */
    @Nullable
    String staleContext() {
        return held == null ? null : staleContexts.peek();
    }

    /** Only by {@code PartitionProcessor.transition}. Outside {@code Live} no checkpoint is held. */
    void enter(PartitionState next, long now) {
        state = next;
        if (!(next instanceof PartitionState.Live)) {
            held = null;
        }
        retryAt = next instanceof PartitionState.Retrying ? now + backoff.next().toNanos() : now;
    }
}
