package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Standing;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.List;

/** Tags whose place may not be published: why, and what there is of them. No rank stands here. */
final class Unpublished {
    private Unpublished() {}

    static List<String> lines(HardnessReport report) {
        List<TagHardness> out =
                report.tags().stream().filter(tag -> !tag.standing().ranked()).toList();
        if (out.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Not ranked: " + Figures.counted(out.size(), "tag") + " (in the fit all the same)");
        lines.add("");
        TextTable table = new TextTable("lrrrl").row("tag", "cards", "learners", "reviews", "why");
        for (TagHardness tag : out) {
            table.row(
                    TextTable.name(tag.tag(), RankingTable.WIDEST_TAG),
                    Figures.count(tag.cards()),
                    Figures.count(tag.learners()),
                    Figures.count(tag.rows()),
                    words(tag.standing()));
        }
        lines.addAll(table.lines(""));
        return lines;
    }

    static String words(Standing standing) {
        String kind = switch (standing.kind()) {
            case RANKED -> "ranked";
            case INSUFFICIENT -> "insufficient data";
            case NOT_SEPARABLE -> "not separable";
            case ALIAS -> "not separable";
        };
        if (standing.reason().isBlank()) {
            return kind;
        }
        return standing.reason().contains(kind) ? standing.reason() : kind + ": " + standing.reason();
    }
}
