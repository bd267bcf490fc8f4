package dev.engram.events;

/**
 * The learner is erased, finally: every other event of the learner, before or after, is ignored, and nothing of it is kept
 * anywhere but in the log. The events in the log stay; no account is linked to them any more.
 */
public record LearnerErased(Stamp stamp) implements LearnerEvent {

    public LearnerErased {
        FieldCheck.present(stamp, "stamp");
    }
}
