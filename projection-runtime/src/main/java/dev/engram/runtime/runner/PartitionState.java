package dev.engram.runtime.runner;

import dev.engram.runtime.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What a projection is doing with one partition, or as a whole. */
public sealed interface PartitionState {

    /** Another instance has it, or nobody yet. */
    record Unassigned() implements PartitionState {}

    /** Assigned; its checkpoint has not been read yet. */
    record Starting() implements PartitionState {}

    /** Applying events as they come. */
    record Live() implements PartitionState {}

    /** Waiting to try again. @param detail of the last failure, for people */
    record Retrying(String reason, String detail) implements PartitionState {

        /** Whether it waits for a log or a database that does not answer. */
        public boolean isServerUnavailable() {
            return reason.equals(PartitionFailure.LOG_UNAVAILABLE)
                    || reason.equals(StoreException.Kind.UNAVAILABLE.slug());
        }
    }

    /** Does not go on by itself. @param remedy what an operator has to do */
    record Stopped(String reason, String remedy) implements PartitionState {}

    /** Why it is not applying events: a stable slug; absent unless retrying or stopped. */
    default @Nullable String reason() {
        return null;
    }

    /** What an operator has to do; absent unless stopped. */
    default @Nullable String remedy() {
        return null;
    }

    /** The name that operators and metrics see. */
    default String label() {
        return switch (this) {
            case Unassigned _ -> "UNASSIGNED";
            case Starting _ -> "STARTING";
            case Live _ -> "LIVE";
            case Retrying _ -> "RETRYING";
            case Stopped _ -> "STOPPED";
        };
    }
}
