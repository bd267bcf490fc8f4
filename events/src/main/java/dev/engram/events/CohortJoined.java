package dev.engram.events;

/** The learner is a member of a cohort, and its teacher sees what the learner knows. */
public record CohortJoined(Stamp stamp, CohortId cohortId) implements LearnerEvent {

    public CohortJoined {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cohortId, "cohortId");
    }
}
