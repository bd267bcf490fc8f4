package dev.engram.studies.rank;

import dev.engram.hardness.frame.RowAccount;
import dev.engram.hardness.frame.Shortfall;
import dev.engram.hardness.frame.Workload;
import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.StudyWarning;
import dev.engram.hardness.study.report.StudyWarning.Code;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A report as text for people: at most 100 characters wide unless a word is longer, no colour, no figure without its uncertainty. */
public final class RankText {
    static final int WIDTH = 100;
    /** The claim, with its limits. Never shortened. */
    static final String CLAIM = "Hardest to retain, given these cards and these self-chosen learners";

    /** Warnings that the text already shows in another line. */
    private static final Set<Code> SHOWN_ELSEWHERE = EnumSet.of(Code.GAMMA_ASSUMED, Code.NONE_RANKED);

    private RankText() {}

    /**
     * The lines of a report.
     *
     * @param acquisition with acquisition hardness
     * @param workload    with workload
     */
    public static List<String> lines(HardnessReport report, boolean acquisition, boolean workload) {
        List<String> lines = new ArrayList<>();
        if (PublishedTags.ranked(report).isEmpty()) {
            String why = PublishedTags.whyNone(report);
            lines.add(why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1));
            lines.add("");
        }
        lines.add(CLAIM);
        lines.add(counts(report.rows()) + "; gamma " + Conditions.gamma(report.gamma()));
        if (report.gamma().source() == GammaReport.Source.ASSUMED) {
            lines.add("GAMMA IS ASSUMED: " + report.gamma().reason() + ".");
        }
        for (StudyWarning warning : report.warnings()) {
            if (!SHOWN_ELSEWHERE.contains(warning.code())) {
                lines.add("Warning: " + warning.sentence());
            }
        }
        section(lines, new RankingTable(report).lines());
        section(lines, RankTables.unranked(report));
        section(lines, RankTables.magnitudes(report));
        section(lines, RankTables.pairs(report));
        section(lines, DiagnosticsText.lines(report.diagnostics()));
        section(lines, List.of("What the ranking is based on"));
        section(lines, Conditions.lines(report));
        section(lines, acquisition ? acquisition(report.acquisition()) : List.of());
        section(lines, workload ? workload(report.workload()) : List.of());
        return TextTable.wrapped(WIDTH, lines);
    }

    /** The lines where nothing can be ranked. */
    public static List<String> lines(Insufficient insufficient) {
        List<String> lines = new ArrayList<>(List.of("Nothing can be ranked:"));
        for (Shortfall reason : insufficient.reasons()) {
            lines.add("  " + reason.reason());
        }
        section(lines, Conditions.lines(insufficient.rows()));
        return TextTable.wrapped(WIDTH, lines);
    }

    private static String counts(RowAccount rows) {
        return FigureText.counted(rows.learners(), "learner") + ", " + FigureText.counted(rows.cards(), "card") + ", "
                + FigureText.counted(rows.tags(), "tag") + ", " + FigureText.counted(rows.kept(), "review");
    }

    private static void section(List<String> lines, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("");
            lines.addAll(section);
        }
    }

    /** A construct of its own, never one score with retention. */
    private static List<String> acquisition(Acquisition acquisition) {
        List<String> lines = new ArrayList<>(List.of(
                "Hardest to acquire, given these cards and these self-chosen learners (failure at the first exposure)",
                ""));
        if (!acquisition.problem().isBlank()) {
            lines.add("no result: " + acquisition.problem());
            return lines;
        }
        lines.add(FigureText.counted(acquisition.rows(), "first exposure") + ", sd of tag "
                + FigureText.decimals(acquisition.tagSd(), 3) + ", tau to retention "
                + FigureText.decimals(acquisition.tau(), 2));
        section(
                lines,
                new TextTable<Acquisition.Tag>()
                        .left("tag", tag -> RankTables.name(tag.tag()))
                        .right("effect", tag -> ranked(tag, tag.effect(), 3))
                        .right("sd", tag -> ranked(tag, tag.sd(), 3))
                        .right("P(fail)", tag -> ranked(tag, tag.failure(), 3))
                        .right("expected rank", tag -> ranked(tag, tag.expectedRank(), 1))
                        .left("", tag -> tag.eligibility().ranked() ? "" : PublishedTags.why(tag.eligibility()))
                        .lines(acquisition.tags()));
        return lines;
    }

    private static String ranked(Acquisition.Tag tag, double value, int digits) {
        return tag.eligibility().ranked() ? FigureText.decimals(value, digits) : "-";
    }

    /** As {@link #acquisition}. */
    private static List<String> workload(List<Workload> workload) {
        List<String> lines = new ArrayList<>(
                List.of("Workload: answers until a 30-day interval (descriptive, scheduler-dependent)"));
        section(
                lines,
                new TextTable<Workload>()
                        .left("tag", tag -> RankTables.name(tag.tag()))
                        .right("histories", tag -> FigureText.count(tag.histories()))
                        .right("reached", tag -> FigureText.count(tag.reached()))
                        .right("median answers", tag -> tag.median() == null ? "-" : FigureText.count(tag.median()))
                        .right("mean of those that reached", tag -> FigureText.decimals(tag.meanReached(), 1))
                        .lines(workload));
        lines.add("");
        lines.add("Median: unfinished histories count as censored; a dash where fewer than half get there.");
        return lines;
    }
}
