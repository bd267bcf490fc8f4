package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.TagHardness;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A forest plot as SVG: the rank interval of each tag and the half-life that goes with its effect, counts beside every row. Tags that
 * may not be ranked stand below with their reason and no interval.
 */
final class ForestPlot {
    private static final double WIDTH = 1120;
    private static final double ROW = 24;
    private static final double TOP = 118;
    private static final double NAMES = 24;
    private static final double RANKS_LEFT = 210;
    private static final double RANKS_RIGHT = 440;
    private static final double RATIO_LEFT = 490;
    private static final double RATIO_RIGHT = 720;
    private static final double[] COUNTS = {852, 920, 990, 1096};
    private static final double CHANCE = 790;
    private static final int LONGEST_NAME = 24;
    private static final int NOTE_CHARACTERS = 160;

    private static final String STYLE = """
            text{font:13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:#1b1f24}
            .h{font-size:17px;font-weight:600}.s,.c{font-size:12px;fill:#4a525c}.warn{fill:#8a1c1c;font-weight:600}
            .mid{text-anchor:middle}.end{text-anchor:end}
            .grid{stroke:#e4e7eb;stroke-width:1}.zero{stroke:#8b949e;stroke-width:1;stroke-dasharray:4 3}
            .bar{stroke:#0b5394;stroke-width:3;stroke-linecap:round}.dot{fill:#0b5394;stroke:#fff;stroke-width:1}
            .stripe{fill:#f6f8fa}.out{fill:#6b7280}.paper{fill:#fff}
            """;

    private final HardnessReport report;
    private final List<TagHardness> ranked;
    private final List<TagHardness> others;
    private final Svg svg = new Svg();

    private ForestPlot(HardnessReport report) {
        this.report = report;
        this.ranked =
                report.tags().stream().filter(tag -> tag.standing().ranked()).toList();
        this.others = Unpublished.tags(report);
    }

    static String of(HardnessReport report) {
        return new ForestPlot(report).drawn();
    }

    private String drawn() {
        double bottom = TOP + ROW * ranked.size();
        heading();
        axes(bottom);
        for (int i = 0; i < ranked.size(); i++) {
            row(ranked.get(i), TOP + ROW * i + ROW / 2);
        }
        double end = unranked(bottom + 58);
        end = notes(end + 8);
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" role="img" aria-labelledby="t d">
                <title id="t">%3$s</title>
                <desc id="d">%4$s</desc>
                <style>%5$s</style>
                <rect width="100%%" height="100%%" class="paper"/>
                %6$s</svg>
                """.formatted(
                        Svg.number(WIDTH),
                        Svg.number(end + 16),
                        Svg.escaped(RankText.CLAIM),
                        Svg.escaped(PlotWords.description(report)),
                        STYLE,
                        svg.elements());
    }

    private void heading() {
        svg.text(NAMES, 32, "h", RankText.CLAIM);
        svg.text(
                NAMES,
                54,
                "s",
                "%s learners, %s cards, %s tags, %s reviews; 95 %% intervals"
                        .formatted(
                                Figures.count(report.rows().learners()),
                                Figures.count(report.rows().cards()),
                                Figures.count(report.rows().tags()),
                                Figures.count(report.rows().kept())));
        boolean assumed = report.gamma().source() == GammaReport.Source.ASSUMED;
        svg.text(NAMES, 72, assumed ? "s warn" : "s", "gamma " + Conditions.gammaWords(report.gamma()));
        double y = TOP - 18;
        svg.text(NAMES, y, "c", "tag");
        svg.text(
                (RANKS_LEFT + RANKS_RIGHT) / 2,
                y,
                "c mid",
                "rank, 1 = hardest of " + report.tags().size());
        svg.text((RATIO_LEFT + RATIO_RIGHT) / 2, y, "c mid", "half-life, times that at zero");
        if (top() > 0) {
            svg.text(CHANCE, y, "c end", "P(top " + top() + ")");
        }
        String[] heads = {"cards", "learners", "reviews", "lapse rate*"};
        for (int i = 0; i < heads.length; i++) {
            svg.text(COUNTS[i], y, "c end", heads[i]);
        }
    }

    /** The k whose chance is shown: the second smallest asked for, which says more than the first; 0 if there is none. */
    private int top() {
        List<Integer> tops = ranked.isEmpty()
                ? List.of()
                : ranked.getFirst().topK().keySet().stream()
                        .filter(k -> k < report.tags().size())
                        .toList();
        return tops.isEmpty() ? 0 : tops.get(Math.min(1, tops.size() - 1));
    }

    private LogAxis ratioAxis() {
        return LogAxis.holding(
                ranked.stream()
                        .flatMap(tag -> Stream.of(
                                tag.halfLifeRatio().low(), tag.halfLifeRatio().high()))
                        .toList(),
                RATIO_LEFT,
                RATIO_RIGHT);
    }

    private double rankAt(double rank) {
        return rankAxis().at(rank);
    }

    private RankAxis rankAxis() {
        return new RankAxis(report.tags().size(), RANKS_LEFT, RANKS_RIGHT);
    }

    private void axes(double bottom) {
        for (int i = 1; i < ranked.size(); i += 2) {
            svg.box(NAMES - 8, TOP + ROW * i, WIDTH - 2 * (NAMES - 8), ROW, "stripe");
        }
        for (int rank : rankAxis().ticks()) {
            svg.line(rankAt(rank), TOP - 6, rankAt(rank), bottom, "grid");
            svg.text(rankAt(rank), bottom + 16, "c mid", Integer.toString(rank));
        }
        LogAxis ratio = ratioAxis();
        for (double tick : ratio.ticks()) {
            svg.line(ratio.at(tick), TOP - 6, ratio.at(tick), bottom, tick == 1 ? "zero" : "grid");
            svg.text(ratio.at(tick), bottom + 16, "c mid", tickText(tick));
        }
        svg.text(RATIO_LEFT, bottom + 32, "c", "← forgotten sooner");
        svg.text(RATIO_RIGHT, bottom + 32, "c end", "kept longer →");
        svg.text(RANKS_LEFT, bottom + 32, "c", "← harder");
        svg.text(RANKS_RIGHT, bottom + 32, "c end", "easier →");
    }

    private static String tickText(double tick) {
        return tick >= 1
                ? String.format(Locale.ROOT, "%.0f", tick)
                : String.format(Locale.ROOT, "%s", Double.toString(Math.round(tick * 1e6) / 1e6));
    }

    private void row(TagHardness tag, double y) {
        LogAxis ratio = ratioAxis();
        svg.begin("%s: median rank %d, 95 %% interval %s; half-life %s times that at zero"
                .formatted(
                        tag.tag(),
                        tag.medianRank(),
                        Figures.range(tag.drawn()),
                        Figures.estimate(tag.halfLifeRatio())));
        svg.text(NAMES, y + 4.5, "", RankingTable.marked(TextTable.name(tag.tag(), LONGEST_NAME), tag));
        svg.line(rankAt(tag.drawn().low()), y, rankAt(tag.drawn().high()), y, "bar");
        svg.circle(rankAt(tag.medianRank()), y, 5, "dot");
        svg.line(
                ratio.at(tag.halfLifeRatio().low()),
                y,
                ratio.at(tag.halfLifeRatio().high()),
                y,
                "bar");
        svg.circle(ratio.at(tag.halfLifeRatio().value()), y, 5, "dot");
        if (top() > 0) {
            svg.text(CHANCE, y + 4.5, "end", Figures.probability(tag.topK().getOrDefault(top(), Double.NaN)));
        }
        counts(tag, y, "end");
        svg.end();
    }

    private void counts(TagHardness tag, double y, String style) {
        svg.text(COUNTS[0], y + 4.5, style, Figures.count(tag.cards()));
        svg.text(COUNTS[1], y + 4.5, style, Figures.count(tag.learners()));
        svg.text(COUNTS[2], y + 4.5, style, Figures.count(tag.rows()));
        svg.text(COUNTS[3], y + 4.5, style, Figures.decimals(tag.baseline().rate(), 3));
    }

    private double unranked(double top) {
        double y = top;
        if (!others.isEmpty()) {
            svg.text(NAMES, y, "c", "not ranked");
            y += 8;
        }
        for (TagHardness tag : others) {
            y += ROW;
            svg.text(NAMES, y - 4, "out", TextTable.name(tag.tag(), LONGEST_NAME));
            svg.text(RANKS_LEFT, y - 4, "c", TextTable.cell(Unpublished.words(tag.standing()), 84));
            counts(tag, y - 8.5, "out end");
        }
        return y;
    }

    private double notes(double top) {
        double y = top;
        for (String note : PlotWords.notes(report, NOTE_CHARACTERS)) {
            y += 18;
            svg.text(NAMES, y, "c", note);
        }
        return y;
    }
}
