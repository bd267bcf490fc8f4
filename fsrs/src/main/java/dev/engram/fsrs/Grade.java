package dev.engram.fsrs;

/** The four answers of a review; {@link #value()} is the G of the formulas. */
public enum Grade {
    /** Forgotten. */
    AGAIN,
    /** Recalled with much effort. */
    HARD,
    /** Recalled. */
    GOOD,
    /** Recalled without effort. */
    EASY;

    /** 1 for {@link #AGAIN} to 4 for {@link #EASY}. */
    public int value() {
        return ordinal() + 1;
    }

    /**
     * The answer with this {@link #value}.
     *
     * @throws IllegalArgumentException if {@code value} is not 1, 2, 3 or 4
     */
    public static Grade of(int value) {
        return switch (value) {
            case 1 -> AGAIN;
            case 2 -> HARD;
            case 3 -> GOOD;
            case 4 -> EASY;
            default -> throw new IllegalArgumentException("grade must be 1, 2, 3 or 4, was " + value);
        };
    }
}
