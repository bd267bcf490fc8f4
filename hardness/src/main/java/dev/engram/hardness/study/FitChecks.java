package dev.engram.hardness.study;

import dev.engram.hardness.diagnostics.CalibrationTable;
import dev.engram.hardness.diagnostics.CardVariances;
import dev.engram.hardness.diagnostics.MeanSquares;
import dev.engram.hardness.diagnostics.PredictiveCheck;
import dev.engram.hardness.diagnostics.Reliabilities;
import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.TagCounts;
import dev.engram.hardness.study.report.Diagnostics;
import dev.engram.hardness.study.report.Diagnostics.HeldOut;
import dev.engram.hardness.study.report.Diagnostics.TagFit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says how well the primary fit describes its rows. */
final class FitChecks {
    private FitChecks() {}

    /** @param order numbers of the tags, hardest first */
    static Diagnostics of(
            PrimaryAnalysis primary, Predictor predictor, int[] order, long seed, @Nullable HeldOut heldOut) {
        var rows = primary.rows();
        var fit = primary.fit();
        double cardSd = fit.random(Formula.CARD).sd();
        var counts = TagCounts.of(rows);
        return new Diagnostics(
                CardVariances.of(rows.tags, primary.tags().sd(), cardSd),
                Reliabilities.of(primary.tags().modes(), primary.covariance(), counts.cards),
                CalibrationTable.of(rows, predictor, order),
                tags(primary, predictor, counts, order, PredictiveCheck.of(rows, predictor, cardSd, seed)),
                heldOut);
    }

    private static List<TagFit> tags(
            PrimaryAnalysis primary,
            Predictor predictor,
            TagCounts counts,
            int[] order,
            @Nullable PredictiveCheck check) {
        var rows = primary.rows();
        var squares = new MeanSquares(rows.tags.size());
        for (int n = 0; n < rows.size; n++) {
            double p = predictor.probability(n);
            int card = rows.card[n];
            for (int entry = rows.tags.first(card); entry < rows.tags.first(card + 1); entry++) {
                squares.add(rows.tags.tagAt(entry), p, rows.rating[n] == 1);
            }
        }
        return IntStream.of(order)
                .mapToObj(tag -> new TagFit(
                        rows.tags.names().get(tag),
                        squares.outfit(tag),
                        squares.infit(tag),
                        (double) counts.lapses[tag] / counts.rows[tag],
                        check == null ? Double.NaN : check.mean(tag),
                        check == null ? Double.NaN : check.extreme(tag)))
                .toList();
    }
}
