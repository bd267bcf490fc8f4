package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an ordinal model is fitted to: the terms of a {@link Design}, whose own response is not looked at, and ordered
 * categories, the worst first (Again, Hard, Good, Easy).
 *
 * <p>{@code logit P(Y <= k) = alpha_k + eta}: a larger eta makes worse ratings likelier, and with two categories the model is
 * the binary one whose response is 1 in the first category. The thresholds take the place of the intercept.
 */
public final class OrdinalDesign {
    private final Design terms;
    private final byte[] category;
    private final List<String> categories;
    private final @Nullable Grouping shifting;
    private final int shifted;

    private OrdinalDesign(
            Design terms, byte[] category, List<String> categories, @Nullable Grouping shifting, int shifted) {
        this.terms = terms;
        this.category = category;
        this.categories = categories;
        this.shifting = shifting;
        this.shifted = shifted;
    }

    /**
     * A design without shift.
     *
     * @param terms offset, fixed terms and random factors
     * @param category index of the category of each row; not copied
     * @param categories names, the worst first, 2 to 127
     * @throws IllegalArgumentException naming the part and the rule it breaks
     */
    public static OrdinalDesign of(Design terms, byte[] category, List<String> categories) {
        Objects.requireNonNull(terms, "terms");
        if (categories.size() < 2 || categories.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("categories: 2 to 127, not " + categories.size());
        }
        if (category.length != terms.rows()) {
            throw new IllegalArgumentException(
                    "category: one for each of the " + terms.rows() + " rows, not " + category.length);
        }
        for (int n = 0; n < category.length; n++) {
            if (category[n] < 0 || category[n] >= categories.size()) {
                throw new IllegalArgumentException(
                        "category: 0 to " + (categories.size() - 1) + ", not " + category[n] + " in row " + n);
            }
        }
        return new OrdinalDesign(terms, category, List.copyOf(categories), null, -1);
    }

    /**
     * Lets each level of a grouping have a threshold {@code P(Y <= k)} of its own, {@code alpha_k + b_i}, as learners do who
     * press Hard for a failure (k = 2 of Again, Hard, Good, Easy). The b_i are a random factor more; their prior is
     * {@code N(0, s^2)}, times the square root of {@code (1 - exp(-gap))} for the gap to each neighbouring threshold, which
     * keeps the thresholds of every learner in order.
     *
     * @param grouping name of a grouping of the terms
     * @param k counted from 1; not with fewer than three categories
     * @throws IllegalArgumentException if there is no such grouping or threshold
     */
    public OrdinalDesign withShift(String grouping, int k) {
        if (categories.size() < 3) {
            throw new IllegalArgumentException(
                    "shift: with two categories it is the effect of " + grouping + " itself");
        }
        if (k < 1 || k >= categories.size()) {
            throw new IllegalArgumentException("shift: threshold 1 to " + (categories.size() - 1) + ", not " + k);
        }
        var found = terms.random().stream()
                .filter(factor -> factor instanceof Grouping && factor.name().equals(grouping))
                .map(Grouping.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("shift: no grouping is named " + grouping));
        return new OrdinalDesign(terms, category, categories, found, k - 1);
    }

    /** Name of the random factor that holds the shifts of a grouping. */
    public static String shiftName(String grouping) {
        return grouping + " shift";
    }

    /** Offset, fixed terms and random factors. */
    public Design terms() {
        return terms;
    }

    /** Names of the categories, the worst first. */
    public List<String> categories() {
        return categories;
    }

    /** Number of rows. */
    public int rows() {
        return category.length;
    }

    /** Index of the category of a row. */
    public int categoryAt(int row) {
        return category[row];
    }

    /** The grouping whose levels have a threshold of their own, or null. */
    @Nullable
    Grouping shifting() {
        return shifting;
    }

    /** Which threshold shifts, from 0; -1 for none. */
    int shifted() {
        return shifted;
    }
}
