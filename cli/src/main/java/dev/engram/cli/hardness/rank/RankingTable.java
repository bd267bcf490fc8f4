package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.BaselineRate;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.List;

/** The headline: ranks with their intervals, drawn, and the counts they rest on. */
final class RankingTable {
    static final int WIDEST_TAG = 18;
    private static final int SHORTEST_STRIP = 12;
    private static final int LONGEST_STRIP = 40;
    private static final int SHOWN_TOPS = 2;

    private final HardnessReport report;
    private final int width;

    RankingTable(HardnessReport report, int width) {
        this.report = report;
        this.width = width;
    }

    List<String> lines() {
        List<TagHardness> ranked =
                report.tags().stream().filter(tag -> tag.standing().ranked()).toList();
        if (ranked.isEmpty()) {
            return List.of();
        }
        int bare = table(ranked, 0).stream().mapToInt(String::length).max().orElse(0);
        int strip = Math.clamp(width - bare, SHORTEST_STRIP, LONGEST_STRIP);
        List<String> lines = new ArrayList<>(table(ranked, strip));
        lines.add("");
        lines.add("rank: median [95 % interval] of the draws, 1 = hardest of "
                + report.tags().size() + " tags in the fit; ├──●──┤ the same");
        lines.add("* lapse rate, with its place: " + BaselineRate.LABEL + "; it does not measure hardness");
        if (ranked.stream().anyMatch(TagHardness::gammaSensitive)) {
            lines.add("~ the rank leaves its interval at another gamma of the band");
        }
        if (ranked.stream().anyMatch(tag -> !tag.note().isEmpty())) {
            lines.add(
                    "! all of its reviews are lapses, or none is: the size of its effect is not from its own reviews");
        }
        return lines;
    }

    private List<String> table(List<TagHardness> ranked, int stripWidth) {
        List<Integer> tops = tops(ranked.getFirst());
        RankStrip strip = new RankStrip(report.tags().size(), stripWidth);
        TextTable table = new TextTable("lrl" + "r".repeat(tops.size()) + "rrrr");
        List<String> head = new ArrayList<>(List.of("tag", "rank", stripWidth == 0 ? "" : strip.axis()));
        tops.forEach(k -> head.add("top " + k));
        head.addAll(List.of("cards", "learners", "reviews", "lapses*"));
        table.row(head.toArray(String[]::new));
        for (TagHardness tag : ranked) {
            List<String> row = new ArrayList<>(List.of(
                    name(tag),
                    tag.medianRank() + " [" + Figures.range(tag.drawn()) + "]",
                    stripWidth == 0 ? "" : strip.draw(tag.drawn(), tag.medianRank())));
            tops.forEach(k -> row.add(Figures.probability(tag.topK().getOrDefault(k, Double.NaN))));
            row.add(Figures.count(tag.cards()));
            row.add(Figures.count(tag.learners()));
            row.add(Figures.count(tag.rows()));
            row.add(Figures.decimals(tag.baseline().rate(), 3) + " #"
                    + place(tag.baseline().rank()));
            table.row(row.toArray(String[]::new));
        }
        return table.lines("");
    }

    static String name(TagHardness tag) {
        return marked(TextTable.name(tag.tag(), WIDEST_TAG), tag);
    }

    /** A name with the marks that the lines below a table explain. */
    static String marked(String name, TagHardness tag) {
        return name + (tag.gammaSensitive() ? " ~" : "") + (tag.note().isEmpty() ? "" : " !");
    }

    private static String place(double rank) {
        return rank == Math.rint(rank) ? Integer.toString((int) rank) : Figures.decimals(rank, 1);
    }

    /** The tops worth a column: below the number of tags, since everything is in the top of all. */
    private List<Integer> tops(TagHardness any) {
        return any.topK().keySet().stream()
                .filter(k -> k < report.tags().size())
                .limit(SHOWN_TOPS)
                .toList();
    }
}
