package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.GammaReport.Slope;
import dev.engram.hardness.study.report.GammaReport.Source;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * Gamma from lateness: how far an answer came before or after its day varies for reasons other than hardness, so the slope on
 * {@code ln(elapsed / planned)} is gamma, while that on {@code ln(planned)} is what the scheduler made of it.
 */
final class GammaChoice {
    /** Gammas tried where lateness does not tell. */
    static final List<Double> ASSUMED_BAND = List.of(0.5, 0.75);
    /** The middle of the band. */
    static final double ASSUMED = 0.625;
    /** Fewest rows for the lateness fit. */
    static final int FEWEST_ROWS = 200;
    /** Below this standard deviation of ln(elapsed / planned) everybody is on time. */
    static final double LEAST_SPREAD = 0.01;
    /** Largest standard error, as a share of the slope: at half the slope its 95 % interval reaches 0. */
    static final double LARGEST_SE = 0.5;

    static final double LOWER = 0.75;
    static final double UPPER = 1.33;
    /** The 97.5 % quantile of the normal distribution; with the largest standard error allowed the band ends above 0. */
    private static final double Z = 1.96;

    private static final double LARGEST = 5;

    private GammaChoice() {}

    /** @param method of the primary analysis, by which the lateness fit is made too */
    static GammaReport of(StudySettings settings, Selection selection, Method method) {
        long known = selection.count(selection::keptWithPlan);
        var given = settings.gamma();
        // beside a given gamma the slopes are for the reader, like the runs at other gammas
        var lateness = given != null && !settings.plan().gammaBand()
                ? Lateness.unknown("")
                : lateness(settings, selection, known, method);
        var slope = lateness.slope();
        if (given != null) {
            return report(given, Source.GIVEN, band(given, 0), lateness, known, "given by the caller");
        }
        if (slope == null || !lateness.doubt().isEmpty()) {
            return report(ASSUMED, Source.ASSUMED, ASSUMED_BAND, lateness, known, lateness.doubt());
        }
        var reason = "slope on " + Formula.LATENESS + " by method "
                + method.name().toLowerCase(Locale.ROOT) + lateness.sample();
        return report(slope.estimate(), Source.ESTIMATED, band(slope.estimate(), slope.se()), lateness, known, reason);
    }

    private static GammaReport report(
            double value, Source source, List<Double> band, Lateness lateness, long known, String reason) {
        return new GammaReport(value, source, lateness.slope(), lateness.planned(), known, band, reason);
    }

    /**
     * What lateness says.
     *
     * @param sample of which rows, in words, empty if all
     * @param doubt  why the slope is not to be used, empty if it is
     */
    private record Lateness(@Nullable Slope slope, @Nullable Slope planned, String sample, String doubt) {
        static Lateness unknown(String doubt) {
            return new Lateness(null, null, "", doubt);
        }
    }

    private static Lateness lateness(StudySettings settings, Selection selection, long known, Method method) {
        if (known == 0) {
            return Lateness.unknown("no planned intervals");
        }
        if (known < FEWEST_ROWS) {
            return Lateness.unknown("only " + known + " rows have a planned interval, " + FEWEST_ROWS + " are needed");
        }
        var rows = selection.sample(selection::keptWithPlan, Selection.MOST_SIDE_ROWS);
        if (!(spread(rows) >= LEAST_SPREAD)) {
            return Lateness.unknown("the lateness does not vary: elapsed / planned is the same in all rows");
        }
        var fits = FitSettings.of(method).withThreads(settings.threads());
        return switch (MixedModel.fit(Formula.of(rows).lateness(), fits)) {
            case Unfit unfit -> Lateness.unknown("the lateness model could not be fitted: " + unfit.sentence());
            case Fit fit -> {
                var slope = slope(fit, Formula.LATENESS);
                var sample = rows.size < known
                        ? String.format(Locale.ROOT, ", on whole learners with %,d rows", rows.size)
                        : "";
                yield new Lateness(slope, slope(fit, Formula.PLANNED), sample, doubt(slope));
            }
        };
    }

    /** Standard deviation of ln(elapsed / planned). */
    private static double spread(ModelFrame rows) {
        return Math.sqrt(StatUtils.populationVariance(IntStream.range(0, rows.size)
                .mapToDouble(n -> Math.log(rows.elapsed[n] / (double) rows.planned[n]))
                .toArray()));
    }

    private static @Nullable Slope slope(Fit fit, String name) {
        return fit.fixed().stream()
                .filter(effect -> effect.name().equals(name) && effect.bounded())
                .map(effect -> new Slope(effect.estimate(), effect.se()))
                .findFirst()
                .orElse(null);
    }

    private static String doubt(@Nullable Slope slope) {
        if (slope == null) {
            return "the lateness model has no finite slope";
        }
        double g = slope.estimate();
        double se = slope.se();
        if (!(g > 0 && g < LARGEST)) {
            return String.format(
                    Locale.ROOT, "the lateness slope is %.4f (standard error %.4f), not a forgetting speed", g, se);
        }
        return se <= LARGEST_SE * g
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the lateness slope %.4f has a standard error of %.4f, more than half of it",
                        g,
                        se);
    }

    /** From 0.75 to 1.33 times gamma, and further where its 95 % interval reaches further. */
    static List<Double> band(double gamma, double se) {
        return List.of(Math.min(LOWER * gamma, gamma - Z * se), Math.max(UPPER * gamma, gamma + Z * se));
    }
}
