package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Reduced;
import dev.engram.hardness.glmm.Unfit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is done to a design before any method sees it: refused where nothing can be estimated, and otherwise freed of
 * coefficients that others determine and of those that have no finite estimate, so that all methods treat both alike.
 */
final class Screening {
    /** Rows of a sample that is tried before all rows are. */
    private static final int SAMPLE = 20_000;
    /** Range of a column as a share of its size below which losing it may be a matter of digits. */
    private static final double FLAT = 1e-5;

    private final List<String> coefficients;
    private final int rows;
    private final List<FitWarning> warnings = new ArrayList<>();
    private final Map<String, Double> unbounded = new HashMap<>();
    private Design design;

    private Screening(Design design) {
        this.design = design;
        coefficients = design.coefficients();
        rows = design.rows();
    }

    /**
     * Screens a design, fits it and says in the outcome what screening did.
     *
     * @param fitting fits a screened design
     */
    static FitOutcome around(Design design, FitSettings settings, Function<Design, FitOutcome> fitting) {
        var refused = Refusals.of(design, settings);
        if (refused != null) {
            return refused;
        }
        var screening = new Screening(design);
        boolean clear = screening.sampleIsClear();
        if (!clear) {
            screening.dropAliases(Set.of());
        }
        if (!clear && !screening.separate()) {
            return screening.separated();
        }
        if (screening.design.rows() == screening.rows) {
            screening.unusedLevels();
        }
        screening.warnings.addAll(
                LikeFactors.warnings(screening.design, settings.givenSd().keySet()));
        return switch (fitting.apply(screening.design)) {
            case Unfit unfit -> unfit;
            case Fit fit -> screening.complete(fit);
        };
    }

    private Unfit separated() {
        return new Unfit(
                Unfit.Reason.SEPARATION,
                (design.thresholds() == null
                                ? "The fixed effects predict every response"
                                : "The fixed effects tell categories apart without error")
                        + " (separation): no finite estimate of "
                        + String.join(", ", unbounded.keySet().stream().sorted().toList())
                        + " exists. Leave out what separates, or gather more rows.");
    }

    /**
     * Whether a sample of the rows already shows that no coefficient is determined by others and nothing separates; more
     * rows can only confirm it. Saves many passes over long dense columns.
     */
    private boolean sampleIsClear() {
        if (rows <= SAMPLE) {
            return false;
        }
        int step = rows / SAMPLE;
        var sample = new Points(Reduced.rows(
                design, IntStream.range(0, SAMPLE).map(n -> n * step).toArray()));
        for (boolean aliased : Aliases.of(sample, new boolean[coefficients.size()])) {
            if (aliased) {
                return false;
            }
        }
        return Separation.of(sample) == null;
    }

    private void dropAliases(Set<String> rather) {
        var from = design;
        var names = from.coefficients();
        var last = new boolean[names.size()];
        for (int c = 1; c < last.length; c++) {
            last[c] = rather.contains(names.get(c));
        }
        var aliased = Aliases.of(new Points(from), last);
        var dropped = new LinkedHashSet<String>();
        IntStream.range(0, aliased.length).filter(c -> aliased[c]).forEach(c -> dropped.add(names.get(c)));
        if (!dropped.isEmpty()) {
            design = Reduced.withoutCoefficients(from, dropped);
        }
        dropped.removeAll(rather);
        if (!dropped.isEmpty()) {
            var sentence = new StringBuilder("Left out, since other coefficients determine them or no row has them: ")
                    .append(String.join(", ", dropped))
                    .append('.');
            for (var term : from.fixed()) {
                if (term instanceof FixedTerm.Numeric(var name, var column)
                        && dropped.contains(name)
                        && hardlyVaries(column)) {
                    sentence.append(' ').append(name).append(" hardly varies beside its own size: subtract its mean.");
                }
            }
            warnings.add(new FitWarning(FitWarning.Code.ALIASED, sentence.toString()));
        }
    }

    /** Whether a column varies, but so little beside its size that it may be taken as constant. */
    private static boolean hardlyVaries(Column column) {
        var range = Arrays.stream(column.values()).summaryStatistics();
        double width = range.getMax() - range.getMin();
        return width > 0 && width < FLAT * Math.max(Math.abs(range.getMin()), Math.abs(range.getMax()));
    }

    /** Takes out what separation makes infinite; false if nothing is left. */
    private boolean separate() {
        int before = design.rows();
        for (var points = new Points(design); ; points = new Points(design)) {
            var separation = Separation.of(points);
            if (separation == null) {
                break;
            }
            var names = design.coefficients();
            for (int c = 0; c < names.size(); c++) {
                if (separation.direction[c] != 0) {
                    unbounded.putIfAbsent(names.get(c), Math.signum(separation.direction[c]));
                }
            }
            var at = points;
            var left = IntStream.range(0, design.rows())
                    .filter(row -> !separation.predicted[at.of(row)])
                    .toArray();
            if (left.length == 0 || partsThresholds(separation)) {
                return false;
            }
            design = Reduced.rows(design, left);
            dropAliases(unbounded.keySet());
        }
        if (!unbounded.isEmpty()) {
            warnings.add(new FitWarning(
                    FitWarning.Code.SEPARATION,
                    "No finite estimate exists (separation) of "
                            + String.join(
                                    ", ",
                                    coefficients.stream()
                                            .filter(unbounded::containsKey)
                                            .toList()) + ": "
                            + (design.thresholds() == null ? before - design.rows() + " of " + before : "some")
                            + " rows are predicted perfectly. The other estimates are those of the limit, in which"
                            + " these rows say nothing."));
        }
        return true;
    }

    /** Whether thresholds go apart without end: what is left of the rows does not tell where they are. */
    private boolean partsThresholds(Separation separation) {
        var thresholds = design.thresholds();
        for (int c = 1; thresholds != null && c < thresholds.names.size(); c++) {
            if (separation.direction[c] != 0) {
                return true;
            }
        }
        return false;
    }

    private void unusedLevels() {
        var thresholds = design.thresholds();
        var shift = thresholds == null || thresholds.shift < 0
                ? null
                : design.random().get(thresholds.shift);
        for (var factor : design.random()) {
            int levels = factor.levels().size();
            int unused = levels - Refusals.used(design, factor);
            if (unused > 0 && factor != shift) {
                warnings.add(new FitWarning(
                        FitWarning.Code.UNUSED_LEVELS,
                        unused + " of " + levels + " levels of " + factor.name()
                                + " have no row: their effects are zero, and as uncertain as if nothing were known."));
            }
        }
    }

    private Fit complete(Fit fit) {
        var all = new ArrayList<FixedEffect>();
        var thresholds = design.thresholds();
        int parted = thresholds == null ? 0 : thresholds.names.size();
        if (parted > 0 && unbounded.containsKey(coefficients.getFirst())) {
            // the others are contrasts with it
            double sign = unbounded.get(coefficients.getFirst());
            coefficients.subList(0, parted).forEach(name -> unbounded.put(name, sign));
        }
        for (var name : coefficients) {
            var sign = unbounded.get(name);
            if (sign != null) {
                all.add(new FixedEffect(name, sign * Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, false));
            } else {
                fit.fixed().stream()
                        .filter(effect -> effect.name().equals(name))
                        .forEach(all::add);
            }
        }
        return new Fit(
                fit.method(),
                thresholds == null ? rows : thresholds.rows(),
                fit.logLik(),
                all.subList(0, parted),
                all.subList(parted, all.size()),
                fit.random(),
                fit.covariances(),
                fit.estimatedSds(),
                fit.iterations(),
                fit.converged(),
                Stream.concat(warnings.stream(), fit.warnings().stream()).toList());
    }
}
