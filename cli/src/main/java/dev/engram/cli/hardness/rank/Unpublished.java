package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Standing;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tags whose place may not be published: why, and what there is of them. No rank stands here. */
final class Unpublished {
    private Unpublished() {}

    /** By name: in the order of their effects they would be ranked after all. */
    static List<TagHardness> tags(HardnessReport report) {
        return report.tags().stream()
                .filter(tag -> !tag.standing().ranked())
                .sorted(Comparator.comparing(TagHardness::tag))
                .toList();
    }

    static List<String> lines(HardnessReport report) {
        List<TagHardness> out = tags(report);
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

    /** Whether no tag may be ranked. */
    static boolean all(HardnessReport report) {
        return report.tags().stream().noneMatch(tag -> tag.standing().ranked());
    }

    /** Why no tag may be ranked: the reason that all share, or how many have which. */
    static String sentence(HardnessReport report) {
        List<String> reasons = report.tags().stream()
                .map(tag -> words(tag.standing()))
                .distinct()
                .toList();
        if (reasons.size() == 1) {
            return "No tag may be ranked: " + reasons.getFirst();
        }
        long lacking = report.tags().stream()
                .filter(tag -> tag.standing().kind() == Standing.Kind.INSUFFICIENT)
                .count();
        long inseparable = report.tags().size() - lacking;
        return "No tag may be ranked: "
                + (lacking == 0 ? "" : Figures.counted(lacking, "tag") + " with insufficient data")
                + (lacking == 0 || inseparable == 0 ? "" : ", ")
                + (inseparable == 0 ? "" : Figures.counted(inseparable, "tag") + " not separable")
                + "; the reason of each is given";
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
