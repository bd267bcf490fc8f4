package dev.engram.hardness.diagnostics;

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
    /**
     * Of the tags of some rows.
     *
     * @param sums  by tag
     * @param order numbers of the tags in the order wanted
     */
    static List<TagFit> all(List<String> names, GroupSums sums, int[] order, @Nullable PredictiveCheck check) {
        return IntStream.of(order)
                .mapToObj(tag -> new TagFit(
                        names.get(tag),
                        sums.outfit(tag),
                        sums.infit(tag),
                        sums.observed(tag),
                        check == null ? Double.NaN : check.mean[tag],
                        check == null ? Double.NaN : check.extreme[tag]))
                .toList();
    }
}
