package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.List;

/** How much harder: effects, and what they mean in lapses and half-lives. */
final class MagnitudeTable {
    private MagnitudeTable() {}

    static List<String> lines(HardnessReport report) {
        TextTable table = new TextTable("lrrrrrr")
                .row("", "effect", "", "lapse 7 days after", "half-life, times", "rank set", "rank set")
                .row("tag", "(logit)", "sd", "the first success", "that at zero", "pairwise", "all at once");
        boolean some = false;
        for (TagHardness tag : report.tags()) {
            if (tag.standing().ranked()) {
                some = true;
                table.row(
                        RankingTable.name(tag),
                        Figures.decimals(tag.effect(), 3),
                        Figures.decimals(tag.sd(), 3),
                        Figures.estimate(tag.lapseAt7Days()),
                        Figures.estimate(tag.halfLifeRatio()),
                        Figures.range(tag.pairwise()),
                        Figures.range(tag.simultaneous()));
            }
        }
        if (!some) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(
                List.of("How much harder (attenuated by shrinkage: read the ranks as sound, not the sizes)", ""));
        lines.addAll(table.lines(""));
        List<String> anchors = report.tags().stream()
                .filter(TagHardness::anchor)
                .map(tag -> TextTable.name(tag.tag(), RankingTable.WIDEST_TAG))
                .toList();
        lines.add("");
        if (report.gamma().source() == GammaReport.Source.ASSUMED) {
            lines.add("Half-lives and lapses at 7 days rest on the ASSUMED gamma.");
        }
        lines.add("Intervals: 95 %. Zero: the mean of "
                + (anchors.isEmpty() || anchors.size() == report.tags().size()
                        ? "all tags."
                        : "the " + anchors.size() + " anchor tags.")
                + " Reference: the average learner and card.");
        return lines;
    }
}
