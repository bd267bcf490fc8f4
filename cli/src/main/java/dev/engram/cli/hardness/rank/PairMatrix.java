package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which of the ranked tags can be told apart. */
final class PairMatrix {
    private static final int MOST_DRAWN = 35;

    private PairMatrix() {}

    static List<String> lines(HardnessReport report) {
        Pairs pairs = report.pairs();
        int[] ranked = IntStream.range(0, report.tags().size())
                .filter(i -> report.tags().get(i).standing().ranked())
                .toArray();
        if (ranked.length < 2) {
            return List.of();
        }
        long all = 0;
        long apart = 0;
        for (int i = 0; i < ranked.length; i++) {
            for (int j = i + 1; j < ranked.length; j++) {
                all++;
                apart += pairs.distinguishable(ranked[i], ranked[j]) ? 1 : 0;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Not distinguishable: %,d of %,d pairs of ranked tags (neither is harder with a probability of %.3f)",
                all - apart,
                all,
                Pairs.DISTINGUISHABLE));
        if (ranked.length <= MOST_DRAWN) {
            lines.add("");
            lines.addAll(matrix(report, ranked));
            lines.add("");
            lines.add("> the tag of the row is harder than that of the column, < easier, · not distinguishable");
        }
        return lines;
    }

    private static List<String> matrix(HardnessReport report, int[] ranked) {
        TextTable table = new TextTable("rll");
        StringBuilder numbers = new StringBuilder();
        for (int j = 0; j < ranked.length; j++) {
            numbers.append(String.format(Locale.ROOT, "%-2d", (j + 1) % 100)).append(j + 1 < 10 ? "" : "");
        }
        table.row("", "", numbers.toString());
        for (int i = 0; i < ranked.length; i++) {
            StringBuilder signs = new StringBuilder();
            for (int j = 0; j < ranked.length; j++) {
                signs.append(i == j ? ' ' : sign(report.pairs(), ranked[i], ranked[j]))
                        .append(' ');
            }
            table.row(
                    Integer.toString(i + 1),
                    TextTable.name(report.tags().get(ranked[i]).tag(), RankingTable.WIDEST_TAG),
                    signs.toString());
        }
        return table.lines("");
    }

    private static char sign(Pairs pairs, int a, int b) {
        if (!pairs.distinguishable(a, b)) {
            return '·';
        }
        return pairs.harder(a, b) > pairs.harder(b, a) ? '>' : '<';
    }
}
