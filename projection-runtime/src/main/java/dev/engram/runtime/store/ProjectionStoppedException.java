package dev.engram.runtime.store;

/** A projection cannot go on by itself: an operator has to do something. */
public final class ProjectionStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String remedy;

    /**
     * @param reason stable slug for status and metrics, such as {@code log-changed}
     * @param remedy what is wrong and what an operator has to do, in a sentence
     */
    public ProjectionStoppedException(String reason, String remedy) {
        super(reason + ": " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** A generation without the checkpoint of a partition: nobody knows which events its documents contain. */
    public static ProjectionStoppedException missingCheckpoint(String place, int partition) {
        return new ProjectionStoppedException(
                "checkpoint-missing",
                "%s holds no checkpoint of partition %d; rebuild the projection".formatted(place, partition));
    }

    /** The topic is another one than that of the checkpoint, or has lost records that were applied or not yet read. */
    public static ProjectionStoppedException logChanged(String topic, int partition) {
        return new ProjectionStoppedException(
                "log-changed",
                "partition %d of topic %s was created again or has lost records, so the documents no longer follow from it;"
                                .formatted(partition, topic)
                        + " they may be the last copy: ./engram log restore writes back to the log what they hold");
    }

    public String reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
