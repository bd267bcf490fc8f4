package dev.engram.bench.fsrs;

import dev.engram.bench.measure.RoundFigures;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of both sides, taken in turns.
 *
 * @param ours at least one
 * @param theirs as many, or none
 */
record PairedRounds<T>(List<Round<T>> ours, List<Round<T>> theirs) {
    /** A rate in millions of reviews per second of processor time: more is better. */
    Comparison rate(String what, String engine, double goal, double goalRatio) {
        ToDoubleFunction<Round<T>> rate = round -> GeneratedReviews.REVIEWS / round.cpuSecondsPerPass() / 1e6;
        return new Comparison(what, "M/s", true, ours(rate), engine, theirs(rate), goal, goalRatio);
    }

    /** A time in seconds: less is better. */
    Comparison time(String what, String engine, ToDoubleFunction<Round<T>> seconds) {
        return new Comparison(what, "s", false, ours(seconds), engine, theirs(seconds), null, 1);
    }

    private RoundFigures ours(ToDoubleFunction<Round<T>> figure) {
        return new RoundFigures(ours.stream().map(figure::applyAsDouble).toList());
    }

    private @Nullable RoundFigures theirs(ToDoubleFunction<Round<T>> figure) {
        return theirs.isEmpty()
                ? null
                : new RoundFigures(theirs.stream().map(figure::applyAsDouble).toList());
    }
}
