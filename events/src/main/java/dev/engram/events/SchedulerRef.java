package dev.engram.events;

/**
 * What the client scheduled with when it showed a due time, or the goal that the server found for the card.
 *
 * @param desiredRetention in (0, 1)
 */
public record SchedulerRef(String name, String weightsVersion, double desiredRetention) {

    /** Name where {@code desiredRetention} is a goal of the learner's plan that held when the review was taken. */
    public static final String RETENTION_GOAL = "retention-goal";

    public SchedulerRef {
        FieldCheck.text(name, "scheduler.name", 64);
        FieldCheck.text(weightsVersion, "scheduler.weightsVersion", 64);
        FieldCheck.that(
                desiredRetention > 0 && desiredRetention < 1,
                "scheduler.desiredRetention must lie between 0 and 1, was %s",
                desiredRetention);
    }
}
