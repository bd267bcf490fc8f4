package dev.engram.events;

/**
 * What the client scheduled with when it showed a due time.
 *
 * @param desiredRetention in (0, 1)
 */
public record SchedulerRef(String name, String weightsVersion, double desiredRetention) {

    public SchedulerRef {
        FieldCheck.text(name, "scheduler.name", 64);
        FieldCheck.text(weightsVersion, "scheduler.weightsVersion", 64);
        FieldCheck.that(
                desiredRetention > 0 && desiredRetention < 1,
                "scheduler.desiredRetention must lie between 0 and 1, was %s",
                desiredRetention);
    }
}
