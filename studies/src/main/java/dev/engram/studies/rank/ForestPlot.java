package dev.engram.studies.rank;

import dev.engram.hardness.baseline.BaselineRate;
import dev.engram.hardness.study.report.Estimate;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.StudyVersion;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A forest plot as SVG: the rank interval of each tag and the half-life that goes with its effect, counts beside every row. Tags that
 * may not be ranked are below, with their reason and no interval.
 */
public final class ForestPlot {
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
    private final RankAxis ranks;
    private final LogAxis ratios;
    /** The k whose chance is shown: the second smallest asked for, which says more than the first; 0 if there is none. */
    private final int top;

    private final Svg svg = new Svg();

    private ForestPlot(HardnessReport report) {
        this.report = report;
        this.ranked = PublishedTags.ranked(report);
        this.others = PublishedTags.unranked(report);
        this.ranks = new RankAxis(report.tags().size(), RANKS_LEFT, RANKS_RIGHT);
        this.ratios = LogAxis.holding(
                ranked.stream()
                        .map(TagHardness::halfLifeRatio)
                        .flatMap(ratio -> Stream.of(ratio.low(), ratio.high()))
                        .toList(),
                RATIO_LEFT,
                RATIO_RIGHT);
        List<Integer> tops = ranked.stream()
                .limit(1)
                .flatMap(tag -> tag.topK().keySet().stream())
                .filter(k -> k < report.tags().size())
                .toList();
        this.top = tops.isEmpty() ? 0 : tops.get(Math.min(1, tops.size() - 1));
    }

    /** The plot of a report, as the text of an SVG file. */
    public static String of(HardnessReport report) {
        return new ForestPlot(report).drawn();
    }

    private String drawn() {
        double bottom = TOP + ROW * ranked.size();
        heading();
        axes(bottom);
        for (int i = 0; i < ranked.size(); i++) {
            row(ranked.get(i), TOP + ROW * i + ROW / 2);
        }
        double end = notes(unranked(bottom + 58) + 8);
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
                        Svg.escaped(description()),
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
                                FigureText.count(report.rows().learners()),
                                FigureText.count(report.rows().cards()),
                                FigureText.count(report.rows().tags()),
                                FigureText.count(report.rows().kept())));
        boolean assumed = report.gamma().source() == GammaReport.Source.ASSUMED;
        svg.text(NAMES, 72, assumed ? "s warn" : "s", "gamma " + Conditions.gamma(report.gamma()));
        double y = TOP - 18;
        svg.text(NAMES, y, "c", "tag");
        svg.text(
                (RANKS_LEFT + RANKS_RIGHT) / 2,
                y,
                "c mid",
                "rank, 1 = hardest of " + report.tags().size());
        svg.text((RATIO_LEFT + RATIO_RIGHT) / 2, y, "c mid", "half-life ratio to the average tag");
        if (top > 0) {
            svg.text(CHANCE, y, "c end", "P(top " + top + ")");
        }
        columns(y, "c end", "cards", "learners", "reviews", "lapse rate*");
    }

    private void columns(double y, String style, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            svg.text(COUNTS[i], y, style, texts[i]);
        }
    }

    private void axes(double bottom) {
        for (int i = 1; i < ranked.size(); i += 2) {
            svg.box(NAMES - 8, TOP + ROW * i, WIDTH - 2 * (NAMES - 8), ROW, "stripe");
        }
        for (int rank : ranks.ticks()) {
            tick(ranks.at(rank), bottom, "grid", Integer.toString(rank));
        }
        for (double ratio : ratios.ticks()) {
            tick(
                    ratios.at(ratio),
                    bottom,
                    ratio == 1 ? "zero" : "grid",
                    ratio >= 1
                            ? String.format(Locale.ROOT, "%.0f", ratio)
                            : Double.toString(Math.round(ratio * 1e6) / 1e6));
        }
        svg.text(RATIO_LEFT, bottom + 32, "c", "← forgotten sooner");
        svg.text(RATIO_RIGHT, bottom + 32, "c end", "kept longer →");
        svg.text(RANKS_LEFT, bottom + 32, "c", "← harder");
        svg.text(RANKS_RIGHT, bottom + 32, "c end", "easier →");
    }

    private void tick(double x, double bottom, String style, String label) {
        svg.line(x, TOP - 6, x, bottom, style);
        svg.text(x, bottom + 16, "c mid", label);
    }

    private void row(TagHardness tag, double y) {
        Estimate ratio = tag.halfLifeRatio();
        svg.begin("%s: median rank %d, 95 %% interval %s; half-life ratio %s to the average tag"
                .formatted(tag.tag(), tag.medianRank(), RankTables.range(tag.drawn()), RankTables.estimate(ratio)));
        svg.text(NAMES, y + 4.5, "", TextTable.name(tag.tag(), LONGEST_NAME) + RankTables.marks(tag));
        interval(
                y,
                ranks.at(tag.drawn().low()),
                ranks.at(tag.medianRank()),
                ranks.at(tag.drawn().high()));
        interval(y, ratios.at(ratio.low()), ratios.at(ratio.value()), ratios.at(ratio.high()));
        if (top > 0) {
            svg.text(CHANCE, y + 4.5, "end", RankTables.top(tag, top));
        }
        counts(tag, y, "end");
        svg.end();
    }

    private void interval(double y, double low, double middle, double high) {
        svg.line(low, y, high, y, "bar");
        svg.circle(middle, y, 5, "dot");
    }

    private void counts(TagHardness tag, double y, String style) {
        columns(
                y + 4.5,
                style,
                FigureText.count(tag.cards()),
                FigureText.count(tag.learners()),
                FigureText.count(tag.rows()),
                FigureText.decimals(tag.baseline().rate(), 3));
    }

    private double unranked(double above) {
        double y = above;
        if (!others.isEmpty()) {
            svg.text(NAMES, y, "c", "not ranked");
            y += 8;
        }
        for (TagHardness tag : others) {
            y += ROW;
            svg.text(NAMES, y - 4, "out", TextTable.name(tag.tag(), LONGEST_NAME));
            svg.text(RANKS_LEFT, y - 4, "c", TextTable.cell(PublishedTags.why(tag.eligibility()), 84));
            counts(tag, y - 8.5, "out end");
        }
        return y;
    }

    /** What must be on the same page: the label of the lapse rate, the version and its filters. */
    private double notes(double above) {
        StudyVersion version = report.version();
        List<String> notes = new ArrayList<>();
        notes.add("* " + BaselineRate.LABEL + "; it does not measure hardness"
                + (ranked.stream().anyMatch(TagHardness::gammaSensitive) ? "   ~ sensitive to gamma" : "")
                + (ranked.stream().allMatch(tag -> tag.note().isEmpty())
                        ? ""
                        : "   ! all or none of its reviews are lapses"));
        String model = "%s, method %s, strata %d,%d, weights %s; cut-off %s; tags %s"
                .formatted(
                        version.modelCode(),
                        version.method(),
                        version.successCap(),
                        version.lapseCap(),
                        version.weightRule(),
                        version.cutOff() == null ? "not given" : version.cutOff(),
                        version.taxonomy() == null ? Conditions.head(version.taxonomyHash()) : version.taxonomy());
        notes.addAll(TextTable.wrapped(
                NOTE_CHARACTERS, List.of(model, "filters: " + String.join("; ", version.filters()))));
        double y = above;
        for (String note : notes) {
            y += 18;
            svg.text(NAMES, y, "c", note);
        }
        return y;
    }

    /** What the plot shows, for those who do not see it. */
    private String description() {
        StringBuilder words = new StringBuilder("Tags by rank, hardest first, with 95 % rank intervals of "
                + report.tags().size() + " tags in the fit.");
        for (TagHardness tag : ranked) {
            words.append(" %s: median rank %d, interval %s."
                    .formatted(tag.tag(), tag.medianRank(), RankTables.range(tag.drawn())));
        }
        for (TagHardness tag : others) {
            words.append(" %s: not ranked, %s.".formatted(tag.tag(), PublishedTags.why(tag.eligibility())));
        }
        return words.toString();
    }
}
