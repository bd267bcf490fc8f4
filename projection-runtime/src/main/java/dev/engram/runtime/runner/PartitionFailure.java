package dev.engram.runtime.runner;

import dev.engram.projections.Derivation;
import dev.engram.runtime.log.LogUnreachableException;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.StoreException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/** Why a partition, or a projection as a whole, cannot go on now, and what follows. The one place that decides this. */
public sealed interface PartitionFailure {

    /** The reason of a failure because no broker answered. */
    String LOG_UNAVAILABLE = "log-unavailable";

    /** Stable slug, shown in the status and used as a label of metrics. */
    String reason();

    /** The state that follows. */
    default PartitionState state() {
        return switch (this) {
            case Transient problem -> new PartitionState.Retrying(problem.reason(), problem.detail());
            case Permanent(var why, var remedy) -> new PartitionState.Stopped(why, remedy);
        };
    }

    /** Tried again after a wait, from the checkpoint as it then is. */
    record Transient(String reason, String detail, Effect effect) implements PartitionFailure {}

    /** Waits for an operator. */
    record Permanent(String reason, String remedy) implements PartitionFailure {}

    /** What a transient failure changes beside the wait. */
    enum Effect {
        NONE,
        /** The batch may have been too much: the next one is half as large. */
        SMALLER_BATCH,
        /** The store does not answer: the other partitions need not find out, each for itself. */
        STORE_AWAY,
        /** Both. */
        STORE_TOO_SLOW,
        /** One event of the batch cannot be stored. */
        ONE_EVENT,
        /** Not foreseen, perhaps by one event: the batch is halved, and the log has the stack trace. */
        UNEXPECTED;

        /** Whether one event may be the cause: it is looked for, and parked if it fails alone and again. */
        boolean isOfOneEvent() {
            return this == ONE_EVENT || this == UNEXPECTED;
        }

        boolean halvesBatch() {
            return this == SMALLER_BATCH || this == STORE_TOO_SLOW || isOfOneEvent();
        }

        boolean pausesOthers() {
            return this == STORE_AWAY || this == STORE_TOO_SLOW;
        }
    }

    static PartitionFailure of(RuntimeException failure) {
        return switch (failure) {
            case ProjectionStoppedException stopped -> new Permanent(stopped.reason(), stopped.remedy());
            case FencedInstanceIdException _ ->
                new Permanent("instance-name-taken", "give every running process an engram.instance of its own");
            case AuthenticationException _, AuthorizationException _ ->
                foreseen("log-access-denied", failure, Effect.NONE);
            case CheckpointMovedException moved -> foreseen("checkpoint-moved", moved, Effect.NONE);
            case LogUnreachableException away -> foreseen(LOG_UNAVAILABLE, away, Effect.NONE);
            case StoreException store ->
                switch (store.kind()) {
                    case REFUSED, DOCUMENT_TOO_LARGE, DOCUMENT_UNWRITABLE ->
                        foreseen(store.kind().slug(), store, effect(store.kind()));
                    default -> new Transient(store.kind().slug(), store.kind().meaning(), effect(store.kind()));
                };
            default -> foreseen("unexpected", failure, Effect.UNEXPECTED);
        };
    }

    private static Transient foreseen(String reason, RuntimeException failure, Effect effect) {
        return new Transient(reason, Derivation.reason(failure), effect);
    }

    private static Effect effect(StoreException.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE, ACCESS_DENIED -> Effect.STORE_AWAY;
            case TOO_SLOW -> Effect.STORE_TOO_SLOW;
            // nobody else writes these documents: MongoDB reports a transaction that its cache cannot hold as a
            // conflict
            case TOO_LARGE, REFUSED, CONFLICT -> Effect.SMALLER_BATCH;
            case DOCUMENT_TOO_LARGE, DOCUMENT_UNWRITABLE -> Effect.ONE_EVENT;
            case COMMIT_UNKNOWN -> Effect.NONE;
        };
    }
}
