package dev.engram.runtime.runner;

import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.StoreException;
import dev.engram.runtime.runner.TopicMonitor.LogUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Words about partitions: a log line per change of state, and why one stops. */
final class PartitionLogger {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLogger.class);

    private final String projection;
    private final int generation;

    PartitionLogger(String projection, int generation) {
        this.projection = projection;
        this.generation = generation;
    }

    void located(AssignedPartition task, Checkpoint checkpoint) {
        about(LOG.atInfo(), task.partition())
                .addKeyValue("checkpoint", checkpoint.next())
                .log("partition goes on at its checkpoint");
    }

    void parked(ParkedEvent event) {
        about(LOG.atWarn(), event.partition())
                .addKeyValue("offset", event.offset())
                .addKeyValue("reason", event.why().reason())
                .addKeyValue("detail", event.why().detail())
                .log("event parked");
    }

    void failed(AssignedPartition task, String reason, RuntimeException failure) {
        boolean expected = failure instanceof StoreException
                || failure instanceof CheckpointMovedException
                || failure instanceof LogUnreachable;
        about(LOG.atWarn(), task.partition())
                .addKeyValue("reason", reason)
                .setCause(expected && !LOG.isDebugEnabled() ? null : failure)
                .log("partition waits to go on");
    }

    /** Why a partition stops whose log no longer holds what its documents were made of. */
    PartitionState.Stopped logChanged() {
        return new PartitionState.Stopped(
                "log changed",
                ("rebuild: the topic was created anew or lost records, and the documents no longer follow from it;"
                                + " stop the service, drop the collections %s.g%d* and the document %s of the collection"
                                + " projections, and start it again")
                        .formatted(projection, generation, projection));
    }

    void stopped(AssignedPartition task, PartitionState.Stopped stopped) {
        about(LOG.atError(), task.partition())
                .addKeyValue("reason", stopped.reason())
                .addKeyValue("mend", stopped.mend())
                .log("partition stopped");
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, int partition) {
        return line.addKeyValue("projection", projection)
                .addKeyValue("generation", generation)
                .addKeyValue("partition", partition);
    }
}
