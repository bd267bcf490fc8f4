package dev.engram.analytics.domain.learner;

import dev.engram.scheduler.CardState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How many seen cards have which difficulty, stability and recall now. Lives within one call. */
public final class Distributions {
    private final ToDoubleFunction<CardState> recallNow;
    private final int[][] counts = new int[CardMeasure.values().length][];

    /** What cards are counted by, with the lower bounds of its classes; a class ends where the next begins. */
    public enum CardMeasure {
        /** D of FSRS, 1 to 10. */
        DIFFICULTY(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        /** S of FSRS, in days: the time after which recall is 0.9. */
        STABILITY_DAYS(0, 1, 3, 7, 14, 30, 90, 180, 365, 730, 36_500),
        /** Probability of recall at the moment asked about. */
        RETRIEVABILITY(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1);

        private final double[] bounds;

        CardMeasure(double... bounds) {
            this.bounds = bounds;
        }

        private int place(double value) {
            int place = bounds.length - 2;
            while (place > 0 && value < bounds[place]) {
                place--;
            }
            return place;
        }
    }

    /** A class. @param from lower bound, contained @param to upper bound, contained in the last class only */
    public record Bin(CardMeasure measure, double from, double to, int cards) {}

    /** @param recallNow probability of recall of a card that was seen, in [0, 1] */
    public Distributions(ToDoubleFunction<CardState> recallNow) {
        this.recallNow = recallNow;
        for (var measure : CardMeasure.values()) {
            counts[measure.ordinal()] = new int[measure.bounds.length - 1];
        }
    }

    /** Takes in a card; one that is new has none of the three. */
    public void add(CardState state) {
        if (!state.isNew()) {
            count(CardMeasure.DIFFICULTY, state.difficulty());
            count(CardMeasure.STABILITY_DAYS, state.stabilityDays());
            count(CardMeasure.RETRIEVABILITY, recallNow.applyAsDouble(state));
        }
    }

    private void count(CardMeasure measure, double value) {
        counts[measure.ordinal()][measure.place(value)]++;
    }

    /** All classes, empty ones too, in their order. */
    public List<Bin> bins() {
        var bins = new ArrayList<Bin>();
        for (var measure : CardMeasure.values()) {
            var counted = counts[measure.ordinal()];
            for (int i = 0; i < counted.length; i++) {
                bins.add(new Bin(measure, measure.bounds[i], measure.bounds[i + 1], counted[i]));
            }
        }
        return List.copyOf(bins);
    }
}
