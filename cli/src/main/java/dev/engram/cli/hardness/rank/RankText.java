package dev.engram.cli.hardness.rank;

import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.RowAccount;
import dev.engram.hardness.study.report.Shortfall;
import java.util.ArrayList;
import java.util.List;

/** A report as text for people: at most 100 characters wide unless a reason in words is longer, no colour, no bare number. */
final class RankText {
    static final int WIDTH = 100;
    /** The claim, with its limits. Never shortened. */
    static final String CLAIM = "Hardest to retain, given these cards and these self-chosen learners";

    private RankText() {}

    static List<String> lines(HardnessReport report, boolean acquisition, boolean workload) {
        List<String> lines = new ArrayList<>();
        if (Unpublished.all(report)) {
            lines.add(Unpublished.sentence(report));
            lines.add("");
        }
        lines.add(CLAIM);
        lines.add(counts(report.rows()) + "; gamma " + Conditions.gammaWords(report.gamma()));
        if (report.gamma().source() == GammaReport.Source.ASSUMED) {
            lines.add("GAMMA IS ASSUMED: " + Conditions.reason(report.gamma()) + ".");
        }
        report.warnings().stream()
                .filter(warning -> !warning.startsWith("gamma assumed")
                        && !warning.startsWith("no tag may be ranked")) // said above
                .forEach(warning -> lines.add("Mind: " + warning));
        section(lines, new RankingTable(report, WIDTH).lines());
        section(lines, Unpublished.lines(report));
        section(lines, MagnitudeTable.lines(report));
        section(lines, PairMatrix.lines(report));
        section(lines, List.of("What this rests on"));
        section(lines, Conditions.lines(report));
        section(lines, acquisition ? OtherConstructs.acquisition(report.acquisition()) : List.of());
        section(lines, workload ? OtherConstructs.workload(report.workload()) : List.of());
        if (!acquisition || !workload) {
            section(
                    lines,
                    List.of("How hard concepts are to acquire, and what work they make, are other questions: "
                            + "--acquisition, --workload."));
        }
        return Wrapped.at(WIDTH, lines);
    }

    static List<String> lines(Insufficient insufficient) {
        List<String> lines = new ArrayList<>();
        lines.add("Nothing can be ranked:");
        for (Shortfall reason : insufficient.reasons()) {
            lines.add("  " + reason.reason());
        }
        lines.add("");
        lines.addAll(Conditions.rowLines(insufficient.rows()));
        return Wrapped.at(WIDTH, lines);
    }

    private static String counts(RowAccount rows) {
        return Figures.counted(rows.learners(), "learner") + ", " + Figures.counted(rows.cards(), "card") + ", "
                + Figures.counted(rows.tags(), "tag") + ", " + Figures.counted(rows.kept(), "review");
    }

    private static void section(List<String> lines, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("");
            lines.addAll(section);
        }
    }
}
