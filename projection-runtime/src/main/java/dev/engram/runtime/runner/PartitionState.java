package dev.engram.runtime.runner;

/** What a projection is doing with one partition. */
public sealed interface PartitionState {

    /** Another instance has it, or nobody yet. */
    record Unassigned() implements PartitionState {}

    /** Assigned; its checkpoint has not been read yet. */
    record Starting() implements PartitionState {}

    /** Applying events as they come. */
    record Live() implements PartitionState {}

    /** Waiting to try again. */
    record Retrying(String reason) implements PartitionState {}

    /**
     * Will not go on by itself.
     *
     * @param mend what an operator has to do
     */
    record Stopped(String reason, String mend) implements PartitionState {}
}
