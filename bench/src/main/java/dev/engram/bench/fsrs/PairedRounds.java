package dev.engram.bench.fsrs;

import dev.engram.bench.measure.RoundFigures;
import java.util.ArrayList;
import java.util.List;

/** Collects the rounds of both sides, in millions of reviews per second of processor time. */
final class PairedRounds {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();

    void ours(Round round, boolean counts) {
        add(ours, round, counts);
    }

    void theirs(Round round, boolean counts) {
        add(theirs, round, counts);
    }

    private static void add(List<Double> rates, Round round, boolean counts) {
        if (counts) {
            rates.add(round.reviewsPerCpuSecond() / 1e6);
        }
    }

    Comparison comparison(String what, String engine, double goal, double goalRatio) {
        return new Comparison(
                what,
                "M/s",
                true,
                new RoundFigures(ours),
                engine,
                theirs.isEmpty() ? null : new RoundFigures(theirs),
                goal,
                goalRatio);
    }
}
