package dev.engram.events;

/** The learner is no member of a cohort any more. */
public record CohortLeft(Stamp stamp, CohortId cohortId) implements LearnerEvent {

    public CohortLeft {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cohortId, "cohortId");
    }
}
