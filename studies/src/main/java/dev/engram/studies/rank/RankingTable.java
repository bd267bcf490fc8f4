package dev.engram.studies.rank;

import dev.engram.hardness.baseline.BaselineRate;
import dev.engram.hardness.rank.RankInterval;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The headline: ranks with their intervals, drawn, and the counts they are based on. */
final class RankingTable {
    private static final int SHORTEST_STRIP = 12;
    private static final int LONGEST_STRIP = 40;
    private static final int SHOWN_TOPS = 2;

    private final List<TagHardness> ranked;
    private final int ranks;

    RankingTable(HardnessReport report) {
        this.ranked = PublishedTags.ranked(report);
        this.ranks = report.tags().size();
    }

    List<String> lines() {
        if (ranked.isEmpty()) {
            return List.of();
        }
        int bare = table(0).stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>(table(Math.clamp(RankText.WIDTH - bare, SHORTEST_STRIP, LONGEST_STRIP)));
        lines.add("");
        lines.add("rank: median [95 % interval] of the draws, 1 = hardest of " + ranks
                + " tags in the fit; ├──●──┤ the same");
        lines.add("* lapse rate, with its place: " + BaselineRate.LABEL + "; it does not measure hardness");
        if (ranked.stream().anyMatch(TagHardness::gammaSensitive)) {
            lines.add("~ sensitive to gamma: at another gamma of the band its rank is outside its interval");
        }
        if (ranked.stream().anyMatch(tag -> !tag.note().isEmpty())) {
            lines.add(
                    "! all of its reviews are lapses, or none is: the size of its effect is not from its own reviews");
        }
        return lines;
    }

    private List<String> table(int width) {
        TextTable<TagHardness> table = new TextTable<TagHardness>()
                .left("tag", RankTables::name)
                .right("rank", tag -> tag.medianRank() + " [" + RankTables.range(tag.drawn()) + "]")
                .left(
                        width == 0 ? "" : axis(ranks, width),
                        tag -> width == 0 ? "" : strip(ranks, width, tag.drawn(), tag.medianRank()));
        // a top as large as the number of tags says nothing: everything is in it
        ranked.getFirst().topK().keySet().stream()
                .filter(k -> k < ranks)
                .limit(SHOWN_TOPS)
                .forEach(k -> table.right("top " + k, tag -> RankTables.top(tag, k)));
        return table.right("cards", tag -> FigureText.count(tag.cards()))
                .right("learners", tag -> FigureText.count(tag.learners()))
                .right("reviews", tag -> FigureText.count(tag.rows()))
                .right(
                        "lapses*",
                        tag -> FigureText.decimals(tag.baseline().rate(), 3) + " #"
                                + place(tag.baseline().rank()))
                .lines(ranked);
    }

    private static String place(double rank) {
        return FigureText.decimals(rank, rank == Math.rint(rank) ? 0 : 1);
    }

    /** The interval in so many characters on the axis of the ranks, such as {@code ├──●────┤}. */
    static String strip(int ranks, int width, RankInterval interval, int median) {
        char[] strip = " ".repeat(width).toCharArray();
        int from = place(ranks, width, interval.low());
        int to = place(ranks, width, interval.high());
        for (int i = from; i <= to; i++) {
            strip[i] = '─';
        }
        if (from < to) {
            strip[from] = '├';
            strip[to] = '┤';
        }
        strip[place(ranks, width, median)] = '●';
        return new String(strip);
    }

    /** The line above the strips: 1 at the left, the last rank at the right. */
    static String axis(int ranks, int width) {
        String last = Integer.toString(ranks);
        return ranks < 2 ? "1" : "1" + " ".repeat(Math.max(1, width - 1 - last.length())) + last;
    }

    private static int place(int ranks, int width, int rank) {
        return ranks < 2 ? 0 : (int) Math.round((rank - 1.0) / (ranks - 1) * (width - 1));
    }
}
