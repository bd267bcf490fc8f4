package dev.engram.runtime.host;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.log.LogDamage;
import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.runner.ProjectionStatus;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether the live generation of a projection still follows from the log. Confined to one thread. */
final class DamageCheck {

    private static final Duration COLLECTIONS_INTERVAL = Duration.ofSeconds(5);

    private final ProjectionDefinition<?, ?, ?, ?> definition;
    private final Generations<?, ?, ?> generations;
    private final TopicMonitor topic;
    private final InstantSource clock;
    private Instant nextCollectionsCheck = Instant.MIN;

    DamageCheck(
            ProjectionDefinition<?, ?, ?, ?> definition,
            Generations<?, ?, ?> generations,
            TopicMonitor topic,
            InstantSource clock) {
        this.definition = definition;
        this.generations = generations;
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * What has happened to the live generation; absent while it is well.
     *
     * @param running what this process does for it; absent where another fold version runs it
     * @throws RuntimeException if broker or store do not answer
     */
    Generation.@Nullable Damage of(Generation live, @Nullable ProjectionStatus running) {
        // a topic without records tells a consumer nothing of what became of it
        var topicId = topic.topicId();
        for (var checkpoint : generations.checkpoints(live.number())) {
            if (!checkpoint.topicId().equals(topicId)) {
                reportLoss(checkpoint.partition());
            }
        }
        for (var partition : running == null ? List.<ProjectionStatus.Partition>of() : running.partitions()) {
            if (LogDamage.Reason.RECORDS_LOST.slug().equals(partition.state().reason())) {
                reportLoss(partition.partition());
            }
        }
        var loss = lossOfLog();
        if (loss != null) {
            return new Generation.Damage(loss.reason().slug(), loss.sentence());
        }
        var now = clock.instant();
        if (now.isBefore(nextCollectionsCheck)) {
            return null;
        }
        nextCollectionsCheck = now.plus(COLLECTIONS_INTERVAL);
        var lost = generations.lostCollections(live.number());
        return lost.isEmpty()
                ? null
                : new Generation.Damage(
                        Generation.DOCUMENTS_LOST,
                        "collections were dropped or created anew: %s; ./engram rebuild %s makes them again from the log"
                                .formatted(String.join(", ", lost), definition.name()));
    }

    /** The loss of records of the log as far as it is known. */
    @Nullable
    LogDamage lossOfLog() {
        var known = topic.damage();
        return known != null && known.reason().isLoss() ? known : null;
    }

    private void reportLoss(int partition) {
        topic.report(new LogDamage(
                LogDamage.Reason.RECORDS_LOST,
                "partition %d of topic %s was created again or has lost records that projection %s has applied"
                        .formatted(partition, definition.topic().name(), definition.name()),
                clock.instant()));
    }
}
