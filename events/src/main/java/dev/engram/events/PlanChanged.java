package dev.engram.events;

/** The learner studies by another plan, whole; the state of every card is the fold of its history under the latest. */
public record PlanChanged(Stamp stamp, Plan plan) implements LearnerEvent {

    public PlanChanged {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(plan, "plan");
    }
}
