package dev.engram.events;

/** The learner's own grade of a recall; {@link #AGAIN} is a failure, the others are successes. */
public enum Rating {
    AGAIN(1),
    HARD(2),
    GOOD(3),
    EASY(4);

    private final int grade;

    Rating(int grade) {
        this.grade = grade;
    }

    /** 1 to 4, as FSRS counts ratings. */
    public int grade() {
        return grade;
    }

    public boolean recalled() {
        return this != AGAIN;
    }
}
