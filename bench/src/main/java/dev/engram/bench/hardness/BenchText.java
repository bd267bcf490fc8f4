package dev.engram.bench.hardness;

import dev.engram.bench.measure.RoundFigures;
import dev.engram.hardness.glmm.Method;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures of one run as a table. */
final class BenchText {
    private static final String ROW = "%-22s %-24s %-24s %-24s %s%n";
    private static final double MOST_SECONDS = 3;
    private static final double MOST_GROWN_SECONDS = 60;
    private static final long MOST_BYTES = 2_000_000_000;
    private static final long GROWN_ROWS = 5_000_000; // from here on a size is held to the goals of 10 million

    private final BenchFigures figures;
    private final StringBuilder text = new StringBuilder();

    BenchText(BenchFigures figures) {
        this.figures = figures;
    }

    String text() {
        figures.versions().forEach((name, version) -> add("%-10s %s%n", name, version));
        if (figures.missing() != null) {
            add("Only our figures: %s.%n", figures.missing());
        }
        figures.comparisons().forEach(this::fits);
        studies();
        growth();
        return text.toString();
    }

    private void fits(GlmerComparison comparison) {
        var any = comparison.fits().values().iterator().next();
        var size = comparison.shape().size();
        add(
                "%nFit of %,d rows, %s: %,d learners, %,d cards, %d tags; from columns to the covariance of the"
                        + " tags; one thread.%n"
                        + "Median of %d round(s) [least, most] in turns, each in a process of its own; processor time of the"
                        + " whole process,%ncompiler and collector included. Cold is the first fit after the start, warm the"
                        + " mean of the %d after it.%n",
                any.getFirst().rows(),
                comparison.shape().label(),
                size.learners(),
                size.cards(),
                size.tags(),
                any.size(),
                any.getFirst().warm().size());
        add(ROW, "", "processor time, s", "elapsed time, s", "times as fast as glmer", "goal");
        if (figures.missing() == null) {
            var wall =
                    BenchFigures.figures(comparison.glmer(), run -> run.used().wallSeconds());
            row("glmer, nAGQ = 0", comparison.glmerCpu(), wall, "", "");
        }
        comparison.fits().keySet().forEach(method -> fit(comparison, method));
        comparison.fits().keySet().forEach(method -> agreement(comparison, method));
    }

    private void fit(GlmerComparison comparison, Method method) {
        var cold = comparison.ratio(method, run -> run.cold().cpuSeconds());
        var goal = comparison.shape().goal(method);
        row(
                name(method) + ", cold",
                comparison.ours(method, run -> run.cold().cpuSeconds()),
                comparison.ours(method, run -> run.cold().wallSeconds()),
                cold == null ? "-" : cold.text(),
                cold == null ? "not compared" : line("%.0f x: %s", goal, verdict(cold.median() >= goal)));
        var warm = comparison.ratio(method, FitMeasurement::warmCpuSeconds);
        row(
                name(method) + ", warm",
                comparison.ours(method, FitMeasurement::warmCpuSeconds),
                comparison.ours(method, FitMeasurement::warmWallSeconds),
                warm == null ? "-" : warm.text(),
                "");
    }

    private void row(String what, RoundFigures first, RoundFigures second, String ratio, String goal) {
        add(ROW, what, first.text(), second.text(), ratio, goal);
    }

    private void agreement(GlmerComparison comparison, Method method) {
        var agreement = comparison.agreement(method);
        if (agreement != null) {
            add(
                    "%s: log-likelihood %+.5f from glmer's; of coefficients, standard errors, SDs and tag effects the furthest"
                            + " is %s, by %.1e%s%n",
                    name(method),
                    agreement.logLik(),
                    agreement.figure(),
                    agreement.difference(),
                    goal(method, agreement));
        }
    }

    private static String goal(Method method, GlmerAgreement agreement) {
        if (method != Method.JOINT) {
            return " (a fixed point, not the same optimum)";
        }
        return agreement.logLik() > GlmerAgreement.LOG_LIK
                ? " (glmer ended below the optimum: no goal)"
                : line(" (goal: four digits: %s)", verdict(agreement.isToFourDigits()));
    }

    private void studies() {
        var first = figures.primary().getFirst();
        add(
                "%nStudy of %,d reviews (%,d rows), all tags of every card, once after the start of the JVM, %d thread(s), s:%n",
                first.reviews(), first.rows(), first.threads());
        add(ROW, "", "elapsed time", "processor time", "", "goal");
        double seconds = wall(figures.primary()).median();
        row(
                "primary, " + first.method(),
                wall(figures.primary()),
                cpu(figures.primary()),
                "",
                line("%.0f s: %s", MOST_SECONDS, verdict(seconds <= MOST_SECONDS)));
        row("with side runs", wall(figures.whole()), cpu(figures.whole()), "", "");
    }

    private static RoundFigures wall(List<StudyMeasurement> runs) {
        return BenchFigures.figures(runs, run -> run.study().wallSeconds());
    }

    private static RoundFigures cpu(List<StudyMeasurement> runs) {
        return BenchFigures.figures(runs, run -> run.study().cpuSeconds());
    }

    private void growth() {
        if (figures.growth().isEmpty()) {
            return;
        }
        add("%nGrowth: primary study by method pql, once per size; more learners on the same 600 cards and 30 tags.%n");
        add(
                "     reviews         rows   learners   elapsed, s processor, s us/row (proc.)    power   peak, MB  goal%n");
        StudyMeasurement before = null;
        for (var run : figures.growth()) {
            var bytes = run.peakBytes();
            add(
                    "%,12d %,12d %,10d %12.2f %12.2f %14.2f %8s %10s  %s%n",
                    run.reviews(),
                    run.rows(),
                    run.learners(),
                    run.study().wallSeconds(),
                    run.study().cpuSeconds(),
                    1e6 * run.study().cpuSeconds() / run.rows(),
                    before == null ? "" : line("%.2f", BenchFigures.power(before, run)),
                    bytes == null ? "unknown" : line("%.0f", bytes / 1e6),
                    grown(run));
            before = run;
        }
        add(
                "Power: processor time grows with the number of rows to this power. Peak: most memory resident, table and"
                        + " simulation included, -Xmx%s.%n",
                figures.growth().getFirst().heap());
    }

    private static String grown(StudyMeasurement run) {
        var bytes = run.peakBytes();
        return run.rows() < GROWN_ROWS
                ? ""
                : line(
                        "%.0f s: %s, 2 GB: %s",
                        MOST_GROWN_SECONDS,
                        verdict(run.study().wallSeconds() <= MOST_GROWN_SECONDS),
                        bytes == null ? "not measured" : verdict(bytes <= MOST_BYTES));
    }

    private static String name(Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static String verdict(boolean met) {
        return met ? "met" : "NOT MET";
    }

    private void add(String format, @Nullable Object... arguments) {
        text.append(line(format, arguments));
    }

    private static String line(String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
