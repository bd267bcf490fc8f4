package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered response with a cumulative logit, {@code logit P(Y <= k) = alpha_k + eta}. Every category has rows.
 *
 * <p>With F the logistic function, {@code F(a) - F(b) = F(a) (1 - F(b)) (1 - exp(b - a))}. A row of category k is therefore
 * a binary row with response 1 at threshold k, a binary row with response 0 at threshold k - 1, and a term that depends on
 * the distance of the two thresholds alone ({@code Gaps}). The engine for binary responses fits the former two; the
 * thresholds are the intercept and the contrasts of a categorical term.
 *
 * <p>Not a record, since it holds an array.
 */
public final class OrderedResponse {
    private final byte[] category;
    private final List<String> thresholds;
    private final @Nullable String shifting;
    private final String shiftName;
    private final int shifted;

    private OrderedResponse(
            byte[] category, List<String> thresholds, @Nullable String shifting, String shiftName, int shifted) {
        this.category = category;
        this.thresholds = thresholds;
        this.shifting = shifting;
        this.shiftName = shiftName;
        this.shifted = shifted;
    }

    /**
     * A response without shift.
     *
     * @param category category of each row, from 0; each has rows; not copied
     * @param thresholds names of the thresholds, one fewer than there are categories
     */
    public static OrderedResponse of(byte[] category, List<String> thresholds) {
        return new OrderedResponse(category, List.copyOf(thresholds), null, "", -1);
    }

    /**
     * With a random factor more: each level of a grouping moves one threshold by an effect of its own. The prior of the
     * effects is normal times the square root of {@code 1 - exp(-gap)} for the gap to each neighbouring threshold.
     *
     * @param grouping name of a grouping of the design
     * @param name name of the factor
     * @param threshold which threshold, from 0
     */
    public OrderedResponse withShift(String grouping, String name, int threshold) {
        return new OrderedResponse(category, thresholds, grouping, name, threshold);
    }

    /** The design of the binary rows; the response of {@code terms} is not looked at. */
    public Design over(Design terms) {
        int highest = thresholds.size();
        var source = new int[2 * category.length];
        var response = new byte[source.length];
        var threshold = new byte[source.length];
        int rows = 0;
        for (int n = 0; n < category.length; n++) {
            if (category[n] < highest) {
                source[rows] = n;
                response[rows] = 1;
                threshold[rows++] = category[n];
            }
            if (category[n] > 0) {
                source[rows] = n;
                threshold[rows++] = (byte) (category[n] - 1);
            }
        }
        var repeated = Reduced.rows(terms, Arrays.copyOf(source, rows));
        var contrasts = FixedTerm.Categorical.of("", thresholds, Arrays.copyOf(threshold, rows));
        var builder = Design.of(Arrays.copyOf(response, rows)).fixed(contrasts);
        var offset = repeated.offset();
        if (offset != null) {
            builder.offset(offset);
        }
        repeated.fixed().forEach(builder::fixed);
        repeated.random().forEach(builder::random);
        var base = base(terms);
        if (base >= 0) {
            builder.random(shift((RandomFactor.Grouping) repeated.random().get(base), threshold));
        }
        return builder.thresholds(new Thresholds(
                        thresholds,
                        counts(terms, base),
                        base,
                        base < 0 ? -1 : terms.random().size(),
                        shifted))
                .build();
    }

    /** Rows at another threshold belong to a level of no effect, the last. */
    private RandomFactor.Grouping shift(RandomFactor.Grouping grouping, byte[] threshold) {
        var levels = new ArrayList<>(grouping.levels());
        levels.add("");
        var level = new int[grouping.rows()];
        for (int n = 0; n < level.length; n++) {
            level[n] = threshold[n] == shifted ? grouping.at(n) : levels.size() - 1;
        }
        return new RandomFactor.Grouping(shiftName, levels, level);
    }

    private int base(Design terms) {
        for (int k = 0; k < terms.random().size(); k++) {
            if (terms.random().get(k).name().equals(shifting)) {
                return k;
            }
        }
        return -1;
    }

    private int[][] counts(Design terms, int base) {
        var grouping = base < 0 ? null : (RandomFactor.Grouping) terms.random().get(base);
        var counts = new int[thresholds.size() + 1]
                [grouping == null ? 1 : grouping.levels().size()];
        for (int n = 0; n < category.length; n++) {
            counts[category[n]][grouping == null ? 0 : grouping.at(n)]++;
        }
        return counts;
    }
}
