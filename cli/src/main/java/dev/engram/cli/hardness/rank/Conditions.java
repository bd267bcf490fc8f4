package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.Bootstrap;
import dev.engram.hardness.study.report.FitSummary;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.RowAccount;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.ShuffledControl;
import dev.engram.hardness.study.report.StudyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Under which conditions the ranking holds: gamma, rows, fit, other assumptions, version. */
final class Conditions {
    /** Below this share of g1 the slope on planned intervals is called out. */
    private static final double EQUALISED = 0.5;

    private Conditions() {}

    static List<String> lines(HardnessReport report) {
        TextTable table = new TextTable("ll");
        gamma(table, report.gamma());
        rows(table, report.rows());
        fit(table, report.fit());
        warnings(table, report.fit());
        sensitivities(table, report);
        bootstrap(table, report.bootstrap());
        version(table, report.version());
        return table.lines("");
    }

    static List<String> rowLines(RowAccount account) {
        TextTable table = new TextTable("ll");
        rows(table, account);
        return table.lines("");
    }

    /** E.g. {@code 0.845 (se 0.096), estimated from lateness}. */
    static String gammaWords(GammaReport gamma) {
        String value = Figures.decimals(gamma.value(), 3);
        return switch (gamma.source()) {
            case ESTIMATED ->
                value
                        + (gamma.lateness() == null
                                ? ""
                                : " (se " + Figures.decimals(gamma.lateness().se(), 3) + ")")
                        + ", estimated from lateness";
            case GIVEN -> value + ", given";
            case ASSUMED -> value + ", ASSUMED";
        };
    }

    /** Why this gamma, without saying twice that it is assumed. */
    static String reason(GammaReport gamma) {
        return gamma.reason().replaceFirst("^gamma assumed: ", "");
    }

    private static void gamma(TextTable table, GammaReport gamma) {
        String reason = reason(gamma);
        table.row("gamma", gammaWords(gamma) + (reason.isBlank() ? "" : ": " + reason));
        GammaReport.@Nullable Slope late = gamma.lateness();
        GammaReport.@Nullable Slope planned = gamma.planned();
        if (late != null && planned != null) {
            table.row("", "g1 " + slope(late) + " on ln(elapsed / planned), " + Figures.counted(gamma.rows(), "row"));
            table.row(
                    "",
                    "g2 " + slope(planned) + " on ln(planned)"
                            + (planned.estimate() < EQUALISED * late.estimate()
                                    ? ", far below g1: the mark of a scheduler that equalises retention"
                                    : ""));
        }
    }

    private static String slope(GammaReport.Slope slope) {
        return Figures.decimals(slope.estimate(), 3) + " (se " + Figures.decimals(slope.se(), 3) + ")";
    }

    private static void rows(TextTable table, RowAccount rows) {
        table.row(
                "rows",
                Figures.count(rows.kept()) + " of " + Figures.count(rows.delivered()) + " delivered, "
                        + Figures.counted(rows.lapses(), "lapse"));
        rows.dropped()
                .forEach((reason, count) -> table.row("", "left out, " + reason.words() + ": " + Figures.count(count)));
        if (rows.learnersLeftOut() > 0) {
            table.row("", "left out, whole learners: " + Figures.count(rows.learnersLeftOut()));
        }
        if (!rows.tagsUnseen().isEmpty()) {
            table.row("", "tags on no card with rows: " + some(rows.tagsUnseen()));
        }
        if (rows.unknownCards() > 0) {
            table.row("", "cards with tags but without reviews: " + Figures.count(rows.unknownCards()));
        }
        rows.notes().forEach(note -> table.row("", note));
    }

    private static void fit(TextTable table, FitSummary fit) {
        table.row(
                "fit",
                "method " + fit.method() + ", log-likelihood " + Figures.decimals(fit.logLik(), 3) + ", "
                        + (fit.converged() ? "converged" : "NOT CONVERGED") + " (" + fit.iterations() + " iterations)");
        table.row(
                "",
                "sd of "
                        + fit.spreads().stream()
                                .map(spread -> spread.factor() + " " + Figures.decimals(spread.sd(), 3))
                                .collect(Collectors.joining(", "))
                        + "; covariance: " + fit.covariance());
    }

    private static void warnings(TextTable table, FitSummary fit) {
        fit.warnings().forEach(warning -> table.row("", "mind: " + warning));
    }

    private static void sensitivities(TextTable table, HardnessReport report) {
        String label = "sensitivity";
        for (Sensitivity run : report.sensitivities()) {
            table.row(
                    label,
                    run.name() + ": "
                            + (run.problem().isBlank()
                                    ? "tau " + Figures.maybe(run.tau(), 2)
                                    : "no result, " + run.problem())
                            + " (" + run.what() + ")");
            label = "";
        }
        table.row(label, "ranked by lapse rate: tau " + Figures.maybe(report.baselineTau(), 2));
        if (!report.shuffled().runs().isEmpty()) {
            table.row("control", control(report.shuffled()) + " (unshuffled: " + tagSd(report.fit()) + ")");
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
        String shuffled = "tags shuffled over cards, " + (runs == 1 ? "once" : runs + " times")
                + (fitted < runs ? ", " + fitted + " of them fitted" : "") + ": ";
        if (fitted == 0) {
            return shuffled + "no result";
        }
        String sd = Figures.decimals(control.meanSd(), 3);
        return shuffled
                + (ordered == 0
                        ? "no spread of tags left, so no tau; mean tag sd " + sd
                        : "mean tau " + Figures.decimals(control.meanTau(), 2)
                                + (ordered < fitted ? " of the " + ordered + " with any spread of tags" : "")
                                + ", mean tag sd " + sd);
    }

    private static void bootstrap(TextTable table, @Nullable Bootstrap bootstrap) {
        if (bootstrap == null) {
            return;
        }
        var ratios = bootstrap.tags().values().stream()
                .mapToDouble(spread -> spread.sd() / spread.modelSd())
                .filter(Double::isFinite)
                .summaryStatistics();
        table.row(
                "bootstrap",
                bootstrap.fitted() + " of " + bootstrap.replicates() + " samples of learners fitted"
                        + (ratios.getCount() == 0
                                ? ""
                                : "; sd of effects %s to %s times that of the model, which also sees the sampling of cards"
                                        .formatted(
                                                Figures.decimals(ratios.getMin(), 2),
                                                Figures.decimals(ratios.getMax(), 2))));
    }

    private static String tagSd(FitSummary fit) {
        return fit.spreads().stream()
                .filter(spread -> spread.factor().equals("tag"))
                .map(spread -> Figures.decimals(spread.sd(), 3))
                .findFirst()
                .orElse("-");
    }

    private static void version(TextTable table, StudyVersion version) {
        table.row(
                "version",
                "%s, %s, gamma %s, strata %d,%d, seed %d"
                        .formatted(
                                version.modelCode(),
                                version.method(),
                                Figures.decimals(version.gamma(), 4),
                                version.successCap(),
                                version.lapseCap(),
                                version.seed()));
        table.row("", "filters: " + String.join("; ", version.filters()));
        if (!version.covariates().isEmpty()) {
            table.row("", "covariates: " + String.join(", ", version.covariates()));
        }
        table.row("", "weights: " + version.weightRule());
        table.row(
                "",
                "tags: " + (version.taxonomy() == null ? "no name given" : version.taxonomy()) + ", sha-256 "
                        + head(version.taxonomyHash()) + "; learners: sha-256 " + head(version.sampleHash()));
        table.row("", "cut-off: " + (version.cutOff() == null ? "not given" : version.cutOff()));
    }

    static String head(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }

    private static String some(List<String> names) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(5, names.size())));
        return String.join(", ", shown)
                + (names.size() > shown.size() ? ", and " + (names.size() - shown.size()) + " more" : "");
    }
}
