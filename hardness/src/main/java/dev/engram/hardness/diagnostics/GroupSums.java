package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;

/**
 * Sums over the rows of numbered groups: lapses predicted and observed, and outfit and infit mean squares.
 *
 * <p>Source: B. D. Wright, G. N. Masters, Rating Scale Analysis (1982), chapter 5.
 */
public final class GroupSums {
    public final long[] rows;
    public final long[] lapses;
    /** Sums of the predicted probabilities p of a lapse. */
    public final double[] predicted;
    /** Sums of {@code p (1 - p)}: how much the rows say of a group. */
    public final double[] information;

    private final double[] standardised;
    private final double[] squares;
    private final double[] variances;
    private final long[] uncertain;

    /** Of so many groups without rows. */
    public GroupSums(int groups) {
        rows = new long[groups];
        lapses = new long[groups];
        predicted = new double[groups];
        information = new double[groups];
        standardised = new double[groups];
        squares = new double[groups];
        variances = new double[groups];
        uncertain = new long[groups];
    }

    /** By card. */
    public static GroupSums ofCards(ModelFrame rows, Predictor predictor) {
        var sums = new GroupSums(rows.cards.size());
        for (int n = 0; n < rows.size; n++) {
            sums.add(rows.card[n], predictor.probability(n), rows.rating[n] == 1);
        }
        return sums;
    }

    /** By tag; a row counts for each tag of its card. */
    static GroupSums ofTags(ModelFrame rows, Predictor predictor) {
        var sums = new GroupSums(rows.tags.size());
        for (int n = 0; n < rows.size; n++) {
            double p = predictor.probability(n);
            int card = rows.card[n];
            for (int entry = rows.tags.first(card); entry < rows.tags.first(card + 1); entry++) {
                sums.add(rows.tags.tagAt(entry), p, rows.rating[n] == 1);
            }
        }
        return sums;
    }

    /** Adds a row; to the mean squares one that the model predicts with certainty, or not at all, says nothing. */
    void add(int group, double p, boolean lapse) {
        rows[group]++;
        lapses[group] += lapse ? 1 : 0;
        predicted[group] += p;
        double variance = p * (1 - p);
        information[group] += variance;
        if (variance > 0) {
            double residual = (lapse ? 1 : 0) - p;
            standardised[group] += residual * residual / variance;
            squares[group] += residual * residual;
            variances[group] += variance;
            uncertain[group]++;
        }
    }

    /** Share of lapses; NaN without rows. */
    double observed(int group) {
        return (double) lapses[group] / rows[group];
    }

    /** Mean of the squared standardised residuals of a group: sensitive to single surprising answers; NaN without rows. */
    public double outfit(int group) {
        return standardised[group] / uncertain[group];
    }

    /** The same weighted by the variance of each row: sensitive to answers near the threshold; NaN without rows. */
    public double infit(int group) {
        return squares[group] / variances[group];
    }
}
