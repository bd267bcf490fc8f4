package dev.engram.studies.rank;

import static dev.engram.studies.FigureText.count;
import static dev.engram.studies.FigureText.counted;
import static dev.engram.studies.FigureText.decimals;

import dev.engram.hardness.frame.RowAccount;
import dev.engram.hardness.study.report.FitSummary;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.ShuffledControl;
import dev.engram.hardness.study.report.StudyVersion;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Under which conditions the ranking holds: gamma, rows, fit, other assumptions, version. */
final class Conditions {
    /** Below this share of g1 the slope on planned intervals is called out. */
    private static final double EQUALISED = 0.5;

    private static final int NAMED = 5;

    private final List<List<String>> conditions = new ArrayList<>(); // label and text

    private Conditions() {}

    static List<String> lines(HardnessReport report) {
        Conditions conditions = new Conditions();
        conditions.gammaAndSlopes(report.gamma());
        conditions.rows(report.rows());
        conditions.fit(report.fit());
        conditions.sensitivities(report);
        conditions.version(report.version());
        return conditions.table();
    }

    static List<String> lines(RowAccount account) {
        Conditions conditions = new Conditions();
        conditions.rows(account);
        return conditions.table();
    }

    private void add(String label, String text) {
        conditions.add(List.of(label, text));
    }

    private List<String> table() {
        return new TextTable<List<String>>()
                .left("", List::getFirst)
                .left("", List::getLast)
                .lines(conditions);
    }

    /** E.g. {@code 0.845 (se 0.096), estimated from lateness}. */
    static String gamma(GammaReport gamma) {
        GammaReport.@Nullable Slope late = gamma.lateness();
        return switch (gamma.source()) {
            case ESTIMATED ->
                (late == null ? decimals(gamma.value(), 3) : slope(gamma.value(), late)) + ", estimated from lateness";
            case GIVEN -> decimals(gamma.value(), 3) + ", given";
            case ASSUMED -> decimals(gamma.value(), 3) + ", ASSUMED";
        };
    }

    private static String slope(double value, GammaReport.Slope slope) {
        return decimals(value, 3) + " (se " + decimals(slope.se(), 3) + ")";
    }

    private void gammaAndSlopes(GammaReport gamma) {
        add("gamma", gamma(gamma) + (gamma.reason().isBlank() ? "" : ": " + gamma.reason()));
        GammaReport.@Nullable Slope late = gamma.lateness();
        GammaReport.@Nullable Slope planned = gamma.planned();
        if (late != null && planned != null) {
            add(
                    "",
                    "g1 " + slope(late.estimate(), late) + " on ln(elapsed / planned), "
                            + counted(gamma.rows(), "row"));
            add(
                    "",
                    "g2 " + slope(planned.estimate(), planned) + " on ln(planned)"
                            + (planned.estimate() < EQUALISED * late.estimate()
                                    ? ", far below g1: a sign of a scheduler that equalises retention"
                                    : ""));
        }
    }

    private void rows(RowAccount rows) {
        add(
                "rows",
                count(rows.kept()) + " of " + count(rows.delivered()) + " delivered, "
                        + counted(rows.lapses(), "lapse"));
        rows.dropped().forEach((reason, count) -> add("", "left out, " + reason.words() + ": " + count(count)));
        if (rows.learnersLeftOut() > 0) {
            add("", "left out, whole learners: " + count(rows.learnersLeftOut()));
        }
        if (!rows.tagsUnseen().isEmpty()) {
            add("", "tags on no card with rows: " + FigureText.some(rows.tagsUnseen(), NAMED));
        }
        if (rows.unknownCards() > 0) {
            add("", "cards with tags but without reviews: " + count(rows.unknownCards()));
        }
        rows.notes().forEach(note -> add("", note));
    }

    private void fit(FitSummary fit) {
        add(
                "fit",
                "method " + fit.method() + ", log-likelihood " + decimals(fit.logLik(), 3) + ", "
                        + (fit.converged() ? "converged" : "NOT CONVERGED") + " (" + fit.iterations() + " iterations)");
        String spreads = fit.spreads().stream()
                .map(spread -> spread.factor() + " " + decimals(spread.sd(), 3))
                .collect(Collectors.joining(", "));
        add("", "sd of " + spreads + "; covariance: " + fit.covariance());
        fit.warnings().forEach(warning -> add("", "warning: " + warning));
    }

    private void sensitivities(HardnessReport report) {
        String label = "sensitivity";
        for (Sensitivity run : report.sensitivities()) {
            add(
                    label,
                    run.name() + ": "
                            + (run.problem().isBlank()
                                    ? "tau " + decimals(run.tau(), 2)
                                    : "no result, " + run.problem())
                            + " (" + run.what() + ")");
            label = "";
        }
        add(label, "ranked by lapse rate: tau " + decimals(report.baselineTau(), 2));
        if (!report.shuffled().runs().isEmpty()) {
            add(
                    "control",
                    control(report.shuffled()) + " (unshuffled: "
                            + decimals(report.fit().sd("tag"), 3) + ")");
        }
    }

    /** A run whose tags do not differ has no order, hence no tau: that is what a control should find. */
    static String control(ShuffledControl control) {
        int runs = control.runs().size();
        long fitted = control.runs().stream()
                .filter(run -> Double.isFinite(run.tagSd()))
                .count();
        long ordered = control.runs().stream()
                .filter(run -> Double.isFinite(run.tau()))
                .count();
        String shuffled = "permutation check, tags permuted over cards " + (runs == 1 ? "once" : runs + " times")
                + (fitted < runs ? ", " + fitted + " of them fitted" : "") + ": ";
        if (fitted == 0) {
            return shuffled + "no result";
        }
        return shuffled
                + (ordered == 0
                        ? "all tag effects equal, so no order; "
                        : "mean tau " + decimals(control.meanTau(), 2)
                                + (ordered < fitted ? " of the " + ordered + " whose tag effects differ" : "") + ", ")
                + "mean tag sd " + decimals(control.meanSd(), 3);
    }

    private void version(StudyVersion version) {
        add(
                "version",
                "%s, %s, gamma %s, strata %d,%d, seed %d"
                        .formatted(
                                version.modelCode(),
                                version.method(),
                                decimals(version.gamma(), 4),
                                version.successCap(),
                                version.lapseCap(),
                                version.seed()));
        add("", "filters: " + String.join("; ", version.filters()));
        if (!version.covariates().isEmpty()) {
            add("", "covariates: " + String.join(", ", version.covariates()));
        }
        add("", "weights: " + version.weightRule());
        add(
                "",
                "tags: " + (version.taxonomy() == null ? "no name given" : version.taxonomy()) + ", sha-256 "
                        + head(version.taxonomyHash()) + "; learners: sha-256 " + head(version.sampleHash()));
        add("", "cut-off: " + (version.cutOff() == null ? "not given" : version.cutOff()));
    }

    static String head(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }
}
