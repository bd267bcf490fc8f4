package dev.engram.hardness.study;

/** Hears how far a study has got. Called from the thread that runs the study. */
@FunctionalInterface
public interface StudyProgress {
    /** Hears nothing. */
    StudyProgress NONE = (step, stepsDone, steps) -> {};

    /**
     * A step begins.
     *
     * @param step      what is done next, in words for a person
     * @param stepsDone steps that are behind, {@code >= 0}
     * @param steps     steps of the whole study
     */
    void begins(String step, int stepsDone, int steps);
}
