package dev.engram.projections;

/**
 * Thrown by a fold that must not go on: the partition applies what stands before the event, nothing after it, and shows
 * the reason until the process is started again.
 */
public final class FoldStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String mend;

    /**
     * @param reason what is wrong, for the status, such as {@code versions missing}
     * @param mend what an operator has to do
     */
    public FoldStoppedException(String reason, String mend) {
        super(reason + "; mend: " + mend);
        this.reason = reason;
        this.mend = mend;
    }

    /** A generation without the checkpoint of a partition: nobody knows which events its documents contain. */
    public static FoldStoppedException missingCheckpoint(String place, int partition) {
        return new FoldStoppedException(
                "checkpoint missing",
                "%s holds none of partition %d: restore it from a backup together with its documents, or drop all collections of the generation and its document in the collection projections"
                        .formatted(place, partition));
    }

    public String reason() {
        return reason;
    }

    public String mend() {
        return mend;
    }
}
