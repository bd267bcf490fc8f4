package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.TagCounts;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a tag's cards fit. Mean squares are near 1, a little below since the effects come from the same rows; above,
 * answers are less predictable than the model says, and below more.
 *
 * @param tag       name
 * @param outfit    mean of {@code (y - p)^2 / (p (1 - p))}
 * @param infit     sum of {@code (y - p)^2} / sum of {@code p (1 - p)}
 * @param observed  lapse rate
 * @param simulated mean lapse rate of simulations from the fit, in which the effects of cards are drawn anew; NaN if none were made
 * @param extreme   share of these simulations that are at least as far from their mean as the observed rate; the effects come
 *     from the same rows, so that small shares are rarer than under the model
 */
public record TagFit(String tag, double outfit, double infit, double observed, double simulated, double extreme) {
    /** @param order numbers of the tags in the order wanted */
    static List<TagFit> all(
            ModelFrame rows, Predictor predictor, TagCounts counts, int[] order, @Nullable PredictiveCheck check) {
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
