package dev.engram.fsrs;

import java.time.Duration;

/**
 * {@link CardScheduler} for folds over many reviews: the same phases, states and intervals, written into a {@link CardView}
 * without allocating. Without fuzz. Immutable; may serve many threads with views of their own.
 */
public final class CardViewFold {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long LEAVES = -1;

    private final FoldTerms terms;
    private final double intervalModifier;
    private final int max;
    private final boolean shortTerm;
    private final long[][] learning; // millis by step and grade
    private final long[][] relearning;

    /**
     * Schedules by FSRS-6.
     *
     * @param rules in long-term mode the short-term weights are taken as 0
     */
    public CardViewFold(Weights weights, SchedulingRules rules) {
        var inUse = rules.shortTerm() ? weights : weights.withoutShortTerm();
        terms = new FoldTerms(inUse);
        intervalModifier = ForgettingCurve.of(inUse).intervalModifier(rules.desiredRetention());
        max = rules.maximumIntervalDays();
        shortTerm = rules.shortTerm();
        learning = delays(rules.learningSteps());
        relearning = delays(rules.relearningSteps());
    }

    private static long[][] delays(Steps steps) {
        var millis = new long[steps.delays().size()][5];
        for (int step = 0; step < millis.length; step++) {
            for (var grade : Grade.values()) {
                var delay = steps.delay(step, grade);
                millis[step][grade.value()] = delay == null ? LEAVES : delay.toMillis();
            }
        }
        return millis;
    }

    /**
     * Folds one answer into {@code card}.
     *
     * @param atMillis time of the answer in milliseconds since the epoch
     * @param elapsedDays whole study days since the answer before, {@code >= 0}; without meaning for a new card
     * @param rating 1 (again) to 4 (easy)
     * @throws IllegalArgumentException naming the argument that is out of range and its value; {@code card} is unchanged
     */
    public void answer(CardView card, long atMillis, int elapsedDays, int rating) {
        if (rating < 1 || rating > 4) {
            throw new IllegalArgumentException("rating must be 1 to 4, was " + rating);
        }
        Require.atLeast(0, elapsedDays, "elapsed days");
        boolean lapse = card.phase == Phase.REVIEW && rating == 1;
        long delay = delay(card, lapse, rating);
        double growth = growth(card, elapsedDays, rating);
        int days = delay == LEAVES ? interval(card, elapsedDays, growth, rating) : 0;
        card.lapses += lapse ? 1 : 0;
        card.reviews++;
        card.lastReviewMillis = atMillis;
        card.dueMillis = atMillis + (delay == LEAVES ? days * DAY_MILLIS : delay);
        card.intervalDays = days;
        card.stabilityDays = stabilityAfter(card, elapsedDays, growth, rating);
        card.difficulty =
                card.phase == Phase.NEW ? terms.firstDifficulty(rating) : terms.difficulty(card.difficulty, rating);
        move(card, delay, lapse, rating);
    }

    private long delay(CardView card, boolean lapse, int rating) {
        if (card.phase == Phase.REVIEW) {
            return lapse && relearning.length > 0 ? relearning[0][1] : LEAVES;
        }
        var steps = card.phase == Phase.RELEARNING ? relearning : learning;
        return steps.length > 0 ? steps[card.step][rating] : LEAVES;
    }

    private static void move(CardView card, long delay, boolean lapse, int rating) {
        if (delay == LEAVES) {
            card.phase = Phase.REVIEW;
            card.step = 0;
            return;
        }
        card.step = rating == 1 ? 0 : rating == 2 ? card.step : card.step + 1;
        if (lapse) {
            card.phase = Phase.RELEARNING;
        } else if (card.phase == Phase.NEW) {
            card.phase = Phase.LEARNING;
        }
    }

    /** 0 where no answer that matters grows from it. */
    private double growth(CardView card, int elapsedDays, int rating) {
        boolean grows = card.phase != Phase.NEW && elapsedDays > 0 && (rating > 1 || !shortTerm);
        return grows ? terms.growth(card.stabilityDays, card.difficulty, elapsedDays) : 0;
    }

    /** In the order of {@link Intervals}, but only as far up as the answer needs. */
    private int interval(CardView card, int elapsedDays, double growth, int rating) {
        double low = 1;
        int days = 0;
        for (int grade = shortTerm && rating > 1 ? 2 : 1; grade <= rating; grade++) {
            days = Intervals.bounded(raw(card, elapsedDays, growth, grade), low, max);
            if (grade == 1 && !shortTerm) {
                days = Math.min(days, Intervals.bounded(raw(card, elapsedDays, growth, 2), 1, max));
            }
            boolean hardIsFree = grade == 2 && shortTerm && card.phase != Phase.REVIEW;
            low = hardIsFree ? 1 : days + 1.0;
        }
        return days;
    }

    private double raw(CardView card, int elapsedDays, double growth, int grade) {
        return intervalModifier * stabilityAfter(card, elapsedDays, growth, grade);
    }

    private double stabilityAfter(CardView card, int elapsedDays, double growth, int grade) {
        if (card.phase == Phase.NEW) {
            return terms.firstStability(grade);
        }
        if (elapsedDays == 0) {
            return terms.sameDay(card.stabilityDays, grade);
        }
        return grade == 1
                ? terms.forgotten(card.stabilityDays, card.difficulty, elapsedDays)
                : terms.recalled(card.stabilityDays, growth, grade);
    }
}
