package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.hardness.glmm.RandomFactor.Membership;
import dev.engram.hardness.glmm.Unfit.Reason;
import dev.engram.hardness.ordinal.OrdinalOutcome.Unfitted;
import java.util.BitSet;
import java.util.HashSet;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What must hold for an ordinal model to be fitted. */
final class OrdinalRules {
    /** The inverse of the dense rest is made as a whole. */
    private static final int MOST_COLUMNS = 4_000;

    /** Some six arrays of so many numbers: 600 MB. */
    private static final long MOST_CROSS = 12_000_000;

    private OrdinalRules() {}

    static void checkNames(OrdinalDesign design, FitSettings settings) {
        var names = new HashSet<String>();
        design.terms().random().forEach(factor -> names.add(factor.name()));
        var shifting = design.shifting();
        if (shifting != null) {
            names.add(OrdinalDesign.shiftName(shifting.name()));
        }
        for (var name : settings.covarianceOf()) {
            require(names.contains(name), "covarianceOf: no random factor " + name);
        }
        for (var name : settings.givenSd().keySet()) {
            require(names.contains(name), "givenSd: no random factor " + name);
        }
        require(design.terms().random().stream().anyMatch(Grouping.class::isInstance), "random: at least one grouping");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static @Nullable Unfitted refuse(OrdinalDesign design, Observed observed, FitSettings settings) {
        if (settings.method() == Method.FAST) {
            return Unfitted.of(Reason.NOT_COVERED, "Ordinal models are fitted by the methods joint and laplace.");
        }
        int coefficients =
                design.terms().coefficients().size() - 1 + observed.names().size();
        if (design.rows() < coefficients) {
            return Unfitted.of(
                    Reason.TOO_FEW_ROWS,
                    design.rows() + " rows cannot carry " + coefficients + " thresholds and coefficients.");
        }
        if (observed.names().size() < 2) {
            return Unfitted.of(
                    Reason.CONSTANT_RESPONSE,
                    "Every rating is " + observed.names().getFirst() + ".");
        }
        for (var factor : design.terms().random()) {
            int used = used(factor, design);
            if (used < 2) {
                return Unfitted.of(
                        Reason.TOO_FEW_LEVELS,
                        "The random factor " + factor.name() + " has " + used + " levels in use; it needs two.");
            }
        }
        return notFinite(design);
    }

    private static int used(RandomFactor factor, OrdinalDesign design) {
        var used = new BitSet();
        switch (factor) {
            case Grouping grouping -> {
                for (int n = 0; n < design.rows(); n++) {
                    used.set(grouping.at(n));
                }
            }
            case Membership membership -> {
                int entries = membership.from(levelsOf(membership, design));
                for (int entry = 0; entry < entries; entry++) {
                    used.set(membership.levelAt(entry));
                }
            }
        }
        return used.cardinality();
    }

    private static int levelsOf(Membership membership, OrdinalDesign design) {
        return design.terms().random().stream()
                .filter(factor -> factor.name().equals(membership.of()))
                .findFirst()
                .orElseThrow()
                .levels()
                .size();
    }

    private static @Nullable Unfitted notFinite(OrdinalDesign design) {
        var offset = design.terms().offset();
        var found = offset == null ? null : notFinite("offset", design.rows(), offset::at);
        for (var term : design.terms().fixed()) {
            if (found == null && term instanceof FixedTerm.Numeric numeric) {
                found = notFinite(term.name(), design.rows(), numeric.column()::at);
            }
        }
        return found;
    }

    private static @Nullable Unfitted notFinite(String name, int rows, IntToDoubleFunction at) {
        for (int n = 0; n < rows; n++) {
            if (!Double.isFinite(at.applyAsDouble(n))) {
                return Unfitted.of(
                        Reason.NOT_FINITE,
                        name + " is " + at.applyAsDouble(n) + " in row " + n + "; it must be finite.");
            }
        }
        return null;
    }

    static @Nullable Unfitted refuseSize(Layout layout) {
        long cross = (long) layout.apartSize() * layout.columns;
        return layout.columns <= MOST_COLUMNS && cross <= MOST_CROSS
                ? null
                : Unfitted.of(
                        Reason.TOO_LARGE,
                        "The ordinal model has " + layout.columns + " effects beside the "
                                + layout.apartSize() + " of its largest factor; at most " + MOST_COLUMNS + ", and "
                                + MOST_CROSS + " pairs, are covered. Fit a sample of whole learners.");
    }
}
