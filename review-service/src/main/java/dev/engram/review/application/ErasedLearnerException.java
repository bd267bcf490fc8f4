package dev.engram.review.application;

/** Thrown where an event of a learner who was erased would be recorded: the token is of an account that is gone. */
public final class ErasedLearnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ErasedLearnerException() {
        super("the learner was erased", null, false, false);
    }
}
