package dev.engram.runtime.store;

/** Somebody else has written this partition since its checkpoint was read. Nothing of the work was stored. */
public final class CheckpointMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CheckpointMovedException(Checkpoint held) {
        super("the checkpoint of partition %d is no longer at offset %d, turn %d"
                .formatted(held.partition(), held.next(), held.turn()));
    }
}
