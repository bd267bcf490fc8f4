package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.hardness.glmm.Reduced;
import dev.engram.hardness.glmm.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ordinal model is fitted to: the terms of a {@link Design}, whose own response is not looked at, and ordered
 * categories, the worst first (Again, Hard, Good, Easy).
 *
 * <p>{@code logit P(Y <= k) = alpha_k + eta}: a larger eta makes worse ratings likelier, and with two categories the model is
 * the binary one whose response is 1 in the first category. The thresholds take the place of the intercept.
 *
 * <p>With F the logistic function, {@code F(a) - F(b) = F(a) (1 - F(b)) (1 - exp(b - a))}. A row of category k is therefore
 * a binary row with response 1 at threshold k, a binary row with response 0 at threshold k - 1, and a term that depends on
 * the distance of the two thresholds alone ({@code Gaps}). The engine for binary responses fits the former two; the
 * thresholds are the intercept and the contrasts of a categorical term.
 */
public final class OrdinalDesign {
    private final Design terms;
    /** The categories that have rows. */
    private final List<String> occurring;
    /** Number of each category among those that occur, or -1. */
    private final byte[] number;
    /** The number of the category of each row. */
    private final byte[] category;

    private final @Nullable Grouping shifting;
    private final int shifted;

    private OrdinalDesign(
            Design terms,
            List<String> occurring,
            byte[] number,
            byte[] category,
            @Nullable Grouping shifting,
            int shifted) {
        this.terms = terms;
        this.occurring = occurring;
        this.number = number;
        this.category = category;
        this.shifting = shifting;
        this.shifted = shifted;
    }

    /**
     * A design without shift.
     *
     * @param terms offset, fixed terms and random factors
     * @param category index of the category of each row
     * @param categories names, the worst first, 2 to 127
     * @throws IllegalArgumentException naming the part and the rule it breaks
     */
    public static OrdinalDesign of(Design terms, byte[] category, List<String> categories) {
        if (categories.size() < 2 || categories.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("categories: 2 to 127, not " + categories.size());
        }
        if (category.length != terms.rows()) {
            throw new IllegalArgumentException(
                    "category: one for each of the " + terms.rows() + " rows, not " + category.length);
        }
        var occurs = new boolean[categories.size()];
        for (int n = 0; n < category.length; n++) {
            if (category[n] < 0 || category[n] >= occurs.length) {
                throw new IllegalArgumentException(
                        "category: 0 to " + (occurs.length - 1) + ", not " + category[n] + " in row " + n);
            }
            occurs[category[n]] = true;
        }
        var number = new byte[occurs.length];
        var occurring = new ArrayList<String>();
        for (int k = 0; k < number.length; k++) {
            number[k] = (byte) (occurs[k] ? occurring.size() : -1);
            if (occurs[k]) {
                occurring.add(categories.get(k));
            }
        }
        var numbers = new byte[category.length];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = number[category[n]];
        }
        return new OrdinalDesign(terms, List.copyOf(occurring), number, numbers, null, -1);
    }

    /**
     * Lets each level of a grouping have a threshold {@code P(Y <= k)} of its own, {@code alpha_k + b_i}, as learners do who
     * press Hard for a failure (k = 2 of Again, Hard, Good, Easy). The b_i are a random factor more; their prior is
     * {@code N(0, s^2)}, times the square root of {@code (1 - exp(-gap))} for the gap to each neighbouring threshold, which
     * keeps the thresholds of every learner in order. Left out if a category beside the threshold, or a third one, has no rows.
     *
     * @param grouping name of a grouping of the terms
     * @param k counted from 1; not with fewer than three categories
     * @throws IllegalArgumentException if there is no such grouping or threshold
     */
    public OrdinalDesign withShift(String grouping, int k) {
        if (number.length < 3) {
            throw new IllegalArgumentException(
                    "shift: with two categories it is the effect of " + grouping + " itself");
        }
        if (k < 1 || k >= number.length) {
            throw new IllegalArgumentException("shift: threshold 1 to " + (number.length - 1) + ", not " + k);
        }
        var found = terms.grouping(grouping);
        if (found == null) {
            throw new IllegalArgumentException("shift: no grouping is named " + grouping);
        }
        boolean determined = number[k - 1] >= 0 && number[k] >= 0 && occurring.size() > 2;
        return determined ? new OrdinalDesign(terms, occurring, number, category, found, number[k - 1]) : this;
    }

    /** Name of the random factor that holds the shifts of a grouping. */
    public static String shiftName(String grouping) {
        return grouping + " shift";
    }

    /** Whether a threshold shifts: it was asked for, and the data tell where it is. */
    public boolean hasShift() {
        return shifting != null;
    }

    public int rows() {
        return category.length;
    }

    /** The categories that have rows: one without has no threshold of its own, the two around it would grow together. */
    public List<String> occurring() {
        return occurring;
    }

    /** Fewest rows that carry the thresholds and coefficients. */
    int fewestRows() {
        return Math.max(1, terms.coefficients().size() - 1 + occurring.size());
    }

    /** The design of the binary rows. At least two categories have rows. */
    public Design binary() {
        var source = new int[2 * category.length];
        var response = new byte[source.length];
        var threshold = new byte[source.length];
        var names = thresholds();
        int rows = 0;
        for (int n = 0; n < category.length; n++) {
            if (category[n] < names.size()) {
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
        var builder = Design.of(Arrays.copyOf(response, rows))
                .fixed(FixedTerm.Categorical.of("", names, Arrays.copyOf(threshold, rows)));
        var offset = repeated.offset();
        if (offset != null) {
            builder.offset(offset);
        }
        repeated.fixed().forEach(builder::fixed);
        repeated.random().forEach(builder::random);
        int base = shifting == null ? -1 : terms.random().indexOf(shifting);
        if (base >= 0) {
            builder.random(shift((Grouping) repeated.random().get(base), threshold));
        }
        int shift = base < 0 ? -1 : terms.random().size();
        return builder.thresholds(new Thresholds(names, counts(names.size() + 1), base, shift, shifted))
                .build();
    }

    private List<String> thresholds() {
        var thresholds = new ArrayList<String>();
        for (int k = 0; k + 1 < occurring.size(); k++) {
            thresholds.add(occurring.get(k) + "|" + occurring.get(k + 1));
        }
        return thresholds;
    }

    /** Rows at another threshold belong to a level of no effect, the last. */
    private Grouping shift(Grouping grouping, byte[] threshold) {
        var levels = new ArrayList<>(grouping.levels());
        levels.add("");
        var level = new int[grouping.rows()];
        for (int n = 0; n < level.length; n++) {
            level[n] = threshold[n] == shifted ? grouping.at(n) : levels.size() - 1;
        }
        return new Grouping(shiftName(grouping.name()), levels, level);
    }

    private int[][] counts(int numbers) {
        var counts = new int[numbers][shifting == null ? 1 : shifting.levels().size()];
        for (int n = 0; n < category.length; n++) {
            counts[category[n]][shifting == null ? 0 : shifting.at(n)]++;
        }
        return counts;
    }
}
