package dev.engram.fsrs;

/**
 * What a fold knows of one card so far: phase, memory, due time and counters. Mutable, so that a fold over many reviews
 * allocates nothing; confined to one thread. Changed by {@link CardViewFold} only, and by one of them between two calls of
 * {@link #clear}, since its steps are that fold's.
 */
public final class CardView {
    Phase phase = Phase.NEW;
    int step;
    double stabilityDays;
    double difficulty;
    long lastReviewMillis;
    long dueMillis;
    int intervalDays;
    int reviews;
    int lapses;

    /** The view of a card never answered. */
    public CardView() {}

    /**
     * The view of a card that was answered before, without its earlier answers: they are not counted.
     *
     * @param step that the fold has in this phase
     * @param lastReviewMillis as {@link #lastReviewMillis}
     * @param dueMillis as {@link #dueMillis}
     * @throws IllegalArgumentException for a new card, or naming the figure that is out of range
     */
    public static CardView of(
            Phase phase, int step, double stabilityDays, double difficulty, long lastReviewMillis, long dueMillis) {
        var memory = new MemoryState(stabilityDays, difficulty);
        var progress = new CardProgress(phase, step, memory);
        var view = new CardView();
        view.phase = progress.phase();
        view.step = step;
        view.stabilityDays = stabilityDays;
        view.difficulty = difficulty;
        view.lastReviewMillis = lastReviewMillis;
        view.dueMillis = dueMillis;
        return view;
    }

    /** Makes this the view of a card never answered. */
    public void clear() {
        phase = Phase.NEW;
        step = 0;
        stabilityDays = 0;
        difficulty = 0;
        lastReviewMillis = 0;
        dueMillis = 0;
        intervalDays = 0;
        reviews = 0;
        lapses = 0;
    }

    /** Where the card stands. */
    public Phase phase() {
        return phase;
    }

    /** Step the card is in, from 0; 0 outside the steps. */
    public int step() {
        return step;
    }

    /** S in [0.001, 36500] days; 0 if new. */
    public double stabilityDays() {
        return stabilityDays;
    }

    /** D in [1, 10]; 0 if new. */
    public double difficulty() {
        return difficulty;
    }

    /** Time of the last answer in milliseconds since the epoch; 0 if new. */
    public long lastReviewMillis() {
        return lastReviewMillis;
    }

    /** Last answer plus the delay of the step, or plus {@link #intervalDays} times 24 hours; 0 if new. */
    public long dueMillis() {
        return dueMillis;
    }

    /** Whole days; 0 in a step and if new. */
    public int intervalDays() {
        return intervalDays;
    }

    /** Answers folded. */
    public int reviews() {
        return reviews;
    }

    /** AGAIN answers given in {@link Phase#REVIEW}. */
    public int lapses() {
        return lapses;
    }
}
