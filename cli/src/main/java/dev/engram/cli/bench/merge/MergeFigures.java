package dev.engram.cli.bench.merge;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How far the cards of a program are from the truth.
 *
 * @param lapses of the truth
 * @param lostLapses of those, how many the program does not count
 * @param cards how many cards there are, at least 1
 * @param wrongDueDates cards whose due date is farther from the true one than the tolerance
 * @param medianError middle of the errors of stability, each as a share of the true one
 * @param largestError largest of them
 */
record MergeFigures(int lapses, int lostLapses, int cards, int wrongDueDates, double medianError, double largestError) {

    /**
     * @param cards as the program holds them, at least one
     * @param truth of the same cards
     * @param toleranceDays by which a due date may differ, given the true days from the last answer to it
     */
    static MergeFigures of(List<CardFigures> cards, List<CardFigures> truth, DoubleUnaryOperator toleranceDays) {
        if (cards.isEmpty() || cards.size() != truth.size()) {
            throw new IllegalArgumentException(cards.size() + " cards cannot be compared with " + truth.size());
        }
        int lapses = 0;
        int lost = 0;
        int wrong = 0;
        for (int i = 0; i < cards.size(); i++) {
            var card = cards.get(i);
            var right = truth.get(i);
            lapses += right.lapses();
            lost += Math.max(0, right.lapses() - card.lapses());
            boolean withinTolerance =
                    Math.abs(card.dueDays() - right.dueDays()) <= toleranceDays.applyAsDouble(right.dueDays());
            boolean bothInStep = (card.dueDays() == 0) == (right.dueDays() == 0);
            wrong += withinTolerance && bothInStep ? 0 : 1;
        }
        double[] errors = errors(cards, truth);
        return new MergeFigures(
                lapses, lost, cards.size(), wrong, errors[errors.length / 2], errors[errors.length - 1]);
    }

    /** The largest error of stability, as a share of the true one. */
    static double largestError(List<CardFigures> cards, List<CardFigures> truth) {
        double[] errors = errors(cards, truth);
        return errors[errors.length - 1];
    }

    private static double[] errors(List<CardFigures> cards, List<CardFigures> truth) {
        return IntStream.range(0, cards.size())
                .mapToDouble(i -> {
                    double right = truth.get(i).stabilityDays();
                    return Math.abs(cards.get(i).stabilityDays() - right) / right;
                })
                .sorted()
                .toArray();
    }
}
