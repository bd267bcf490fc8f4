package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.GammaReport.Slope;
import dev.engram.hardness.study.report.GammaReport.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    private static final String GIVEN = "given by the caller";

    private static final String NOT_VARYING = "the lateness does not vary: elapsed / planned is the same in all rows";

    private GammaChoice() {}

    /**
     * @param planned kept rows whose planned interval is known, or a sample of their learners
     * @param known   number of kept rows with a planned interval
     * @param method  of the primary analysis
     */
    static GammaReport of(StudySettings settings, ModelFrame planned, long known, Method method) {
        var given = settings.gamma();
        // beside a given gamma the slopes are for the reader, like the runs at other gammas
        if (given != null && !settings.plan().gammaBand()) {
            return report(given, Source.GIVEN, Lateness.unknown(""), known, GIVEN);
        }
        var lateness = lateness(planned, known, settings, method);
        if (given != null) {
            return report(given, Source.GIVEN, lateness, known, GIVEN);
        }
        if (!lateness.doubt().isEmpty()) {
            return report(ASSUMED, Source.ASSUMED, lateness, known, lateness.doubt());
        }
        var sample = planned.size < known
                ? String.format(Locale.ROOT, ", on whole learners with %,d rows", planned.size)
                : "";
        return report(
                lateness.slope().orElseThrow().estimate(),
                Source.ESTIMATED,
                lateness,
                known,
                "slope on " + Formula.LATENESS + " by method " + method.name().toLowerCase(Locale.ROOT) + sample);
    }

    /**
     * What lateness says.
     *
     * @param doubt why the slope is not to be used, empty if it is
     */
    private record Lateness(Optional<Slope> slope, Optional<Slope> planned, String doubt) {
        static Lateness unknown(String doubt) {
            return new Lateness(Optional.empty(), Optional.empty(), doubt);
        }
    }

    private static Lateness lateness(ModelFrame planned, long known, StudySettings settings, Method method) {
        if (known == 0) {
            return Lateness.unknown("no planned intervals");
        }
        if (known < FEWEST_ROWS) {
            return Lateness.unknown("only " + known + " rows have a planned interval, " + FEWEST_ROWS + " are needed");
        }
        if (spread(planned) < LEAST_SPREAD) {
            return Lateness.unknown(NOT_VARYING);
        }
        var design = Formula.of(planned, settings.rules()).lateness();
        return switch (MethodChoice.lateness(design, method, settings.threads())) {
            case Unfit unfit -> Lateness.unknown("the lateness model could not be fitted: " + unfit.sentence());
            case Fit fit -> {
                var slope = slope(fit, Formula.LATENESS);
                yield new Lateness(slope, slope(fit, Formula.PLANNED), doubt(slope));
            }
        };
    }

    private static Optional<Slope> slope(Fit fit, String name) {
        return fit.fixed().stream()
                .filter(effect -> effect.name().equals(name) && effect.bounded())
                .map((FixedEffect effect) -> new Slope(effect.estimate(), effect.se()))
                .findFirst();
    }

    private static String doubt(Optional<Slope> slope) {
        if (slope.isEmpty()) {
            return "the lateness model has no finite slope";
        }
        double g = slope.get().estimate();
        double se = slope.get().se();
        if (!(g > 0 && g < LARGEST)) {
            return format("the lateness slope is %.4f (standard error %.4f), not a forgetting speed", g, se);
        }
        if (!(se <= LARGEST_SE * g)) {
            return format("the lateness slope %.4f has a standard error of %.4f, more than half of it", g, se);
        }
        return "";
    }

    private static String format(String text, double g, double se) {
        return String.format(Locale.ROOT, text, g, se);
    }

    /** Standard deviation of ln(elapsed / planned), 0 without rows. */
    private static double spread(ModelFrame rows) {
        double mean = 0;
        double squares = 0;
        for (int n = 0; n < rows.size; n++) {
            double value = Math.log(rows.elapsed[n] / (double) rows.planned[n]);
            double step = value - mean;
            mean += step / (n + 1);
            squares += step * (value - mean);
        }
        return rows.size == 0 ? 0 : Math.sqrt(squares / rows.size);
    }

    /** From 0.75 to 1.33 times gamma, and further where its 95 % interval reaches further. */
    static List<Double> band(double gamma, double se) {
        return List.of(Math.min(LOWER * gamma, gamma - Z * se), Math.max(UPPER * gamma, gamma + Z * se));
    }

    private static GammaReport report(double value, Source source, Lateness lateness, long known, String reason) {
        var se = source == Source.ESTIMATED ? lateness.slope().map(Slope::se).orElse(0.0) : 0.0;
        var band = source == Source.ASSUMED ? ASSUMED_BAND : band(value, se);
        return new GammaReport(
                value, source, lateness.slope().orElse(null), lateness.planned().orElse(null), known, band, reason);
    }
}
