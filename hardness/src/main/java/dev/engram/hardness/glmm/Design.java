package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model is fitted to: a response of zeros and ones, an offset, fixed terms and random factors. The intercept, named
 * {@value #INTERCEPT}, is always there and always the first coefficient. Lengths and indices are checked when the design
 * is built; whether the numbers can be fitted is for {@code MixedModel} to say.
 */
public final class Design {
    /** Name of the first coefficient. */
    public static final String INTERCEPT = "(Intercept)";

    private final byte[] response;
    private final @Nullable Column offset;
    private final List<FixedTerm> fixed;
    private final List<RandomFactor> random;
    private final List<String> coefficients;
    private final @Nullable Thresholds thresholds;

    private Design(Builder builder) {
        response = builder.response;
        offset = builder.offset;
        fixed = List.copyOf(builder.fixed);
        random = List.copyOf(builder.random);
        var names = new ArrayList<String>();
        thresholds = builder.thresholds;
        names.add(thresholds == null ? INTERCEPT : thresholds.names.getFirst());
        fixed.forEach(term -> names.addAll(term.coefficients()));
        coefficients = List.copyOf(names);
    }

    /**
     * Begins a design.
     *
     * @param response 0 or 1 by row; not copied
     */
    public static Builder of(byte[] response) {
        return new Builder(Objects.requireNonNull(response, "response"));
    }

    public int rows() {
        return response.length;
    }

    /** The response of a row, 0 or 1. */
    public int responseAt(int row) {
        return response[row];
    }

    /** What is added to the linear predictor of each row, or null. */
    public @Nullable Column offset() {
        return offset;
    }

    /** The fixed terms beside the intercept. */
    public List<FixedTerm> fixed() {
        return fixed;
    }

    public List<RandomFactor> random() {
        return random;
    }

    public RandomFactor.@Nullable Grouping grouping(String name) {
        for (var factor : random) {
            if (factor instanceof RandomFactor.Grouping grouping
                    && grouping.name().equals(name)) {
                return grouping;
            }
        }
        return null;
    }

    /** Names of all coefficients, the intercept first. */
    public List<String> coefficients() {
        return coefficients;
    }

    /** The ordered response that the rows stand for, or null. */
    public @Nullable Thresholds thresholds() {
        return thresholds;
    }

    /** The response by row; not to be changed. */
    public byte[] response() {
        return response;
    }

    /** Collects the parts of a design. */
    public static final class Builder {
        private final byte[] response;
        private @Nullable Column offset;
        private @Nullable Thresholds thresholds;
        private final List<FixedTerm> fixed = new ArrayList<>();
        private final List<RandomFactor> random = new ArrayList<>();

        private Builder(byte[] response) {
            this.response = response;
        }

        /** Adds this column to the linear predictor, with no coefficient. */
        public Builder offset(Column column) {
            offset = Objects.requireNonNull(column, "column");
            return this;
        }

        /** Says that the rows stand for an ordered response; the first fixed term is that of its thresholds. */
        public Builder thresholds(@Nullable Thresholds ordered) {
            thresholds = ordered;
            return this;
        }

        public Builder fixed(FixedTerm term) {
            fixed.add(Objects.requireNonNull(term, "term"));
            return this;
        }

        public Builder random(RandomFactor factor) {
            random.add(Objects.requireNonNull(factor, "factor"));
            return this;
        }

        /**
         * The design.
         *
         * @throws IllegalArgumentException naming the part and the rule it breaks: a length, an index out of range, a
         *     response other than 0 and 1, a name given twice, a membership of something that is no grouping
         */
        public Design build() {
            DesignRules.check(response, offset, fixed, random);
            return new Design(this);
        }
    }
}
