package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.Workload;
import java.util.ArrayList;
import java.util.List;

/** Acquisition hardness and workload: constructs of their own, under headings of their own, never one score with retention. */
final class OtherConstructs {
    private OtherConstructs() {}

    static List<String> acquisition(Acquisition acquisition) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Hardest to acquire, given these cards and these self-chosen learners (failure at the first exposure)");
        lines.add("");
        if (!acquisition.problem().isBlank()) {
            lines.add("no result: " + acquisition.problem());
            return lines;
        }
        lines.add(Figures.counted(acquisition.rows(), "first exposure") + ", sd of tag "
                + Figures.decimals(acquisition.tagSd(), 3) + ", tau to retention "
                + Figures.maybe(acquisition.tau(), 2));
        lines.add("");
        TextTable table = new TextTable("lrrrrl").row("tag", "effect", "sd", "P(fail)", "expected rank", "");
        for (Acquisition.Tag tag : acquisition.tags()) {
            boolean ranked = tag.standing().ranked();
            table.row(
                    TextTable.name(tag.tag(), RankingTable.WIDEST_TAG),
                    ranked ? Figures.decimals(tag.effect(), 3) : "-",
                    ranked ? Figures.decimals(tag.sd(), 3) : "-",
                    ranked ? Figures.decimals(tag.failure(), 3) : "-",
                    ranked ? Figures.decimals(tag.expectedRank(), 1) : "-",
                    ranked ? "" : Unpublished.words(tag.standing()));
        }
        lines.addAll(table.lines(""));
        return lines;
    }

    static List<String> workload(List<Workload> workload) {
        List<String> lines = new ArrayList<>();
        lines.add("Workload: answers until a 30-day interval (descriptive, scheduler-dependent)");
        lines.add("");
        TextTable table = new TextTable("lrrrr")
                .row("tag", "histories", "reached", "median answers", "mean of those that reached");
        for (Workload tag : workload) {
            table.row(
                    TextTable.name(tag.tag(), RankingTable.WIDEST_TAG),
                    Figures.count(tag.histories()),
                    Figures.count(tag.reached()),
                    tag.median() == null ? "-" : Figures.count(tag.median()),
                    Figures.maybe(tag.meanReached(), 1));
        }
        lines.addAll(table.lines(""));
        lines.add("");
        lines.add("Median: unfinished histories counted as censored; a dash where fewer than half get there.");
        return lines;
    }
}
