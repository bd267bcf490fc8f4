package dev.engram.scheduler;

import dev.engram.events.Plan;
import dev.engram.fsrs.ForgettingCurve;
import java.time.Duration;
import java.time.Instant;

/**
 * Probability of recall at a moment if nothing is studied in between, at fractional days since the last counted review. (The
 * fold itself counts whole study days.)
 */
public final class Recall {
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final ForgettingCurve curve;

    private Recall(ForgettingCurve curve) {
        this.curve = curve;
    }

    /**
     * Recall under the weights of {@code plan}, for many cards.
     *
     * @throws IllegalArgumentException naming the first weight that is out of the bounds of FSRS-6
     */
    public static Recall under(Plan plan) {
        return new Recall(ForgettingCurve.of(PlanRules.weights(plan)));
    }

    /** In (0, 1], 1 at the last review and before it; 0 if the card is new. */
    public double of(CardState state, Instant moment) {
        var last = state.lastReviewAt();
        if (last == null) {
            return 0;
        }
        return after(Duration.between(last, moment).toMillis(), state.stabilityDays());
    }

    /**
     * As {@link #of}, of a card that is not new.
     *
     * @param elapsedMillis since the last counted review; less than 0 counts as 0
     * @param stabilityDays after that review
     */
    public double after(long elapsedMillis, double stabilityDays) {
        return curve.retrievability(Math.max(0, elapsedMillis) / DAY_MILLIS, stabilityDays);
    }
}
