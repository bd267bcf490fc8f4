package dev.engram.fsrs;

/**
 * What each of the four answers to one review would lead to.
 *
 * @param <S> state of the memory model
 */
public record NextStates<S>(Outcome<S> again, Outcome<S> hard, Outcome<S> good, Outcome<S> easy) {
    /**
     * What one answer leads to.
     *
     * @param state after the answer
     * @param intervalDays until retrievability has fallen to the desired retention; neither rounded nor bounded by a plan
     */
    public record Outcome<S>(S state, double intervalDays) {}

    /** What {@code grade} leads to. */
    public Outcome<S> of(Grade grade) {
        return switch (grade) {
            case AGAIN -> again;
            case HARD -> hard;
            case GOOD -> good;
            case EASY -> easy;
        };
    }
}
