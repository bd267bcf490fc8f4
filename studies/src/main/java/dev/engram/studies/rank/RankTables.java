package dev.engram.studies.rank;

import dev.engram.hardness.rank.RankInterval;
import dev.engram.hardness.study.report.Estimate;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Pairs;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables below the ranking: the tags without a rank, the sizes of the effects, which tags are distinguishable. */
final class RankTables {
    private static final int WIDEST_TAG = 18;
    private static final int MOST_DRAWN = 35;

    private RankTables() {}

    static String name(String tag) {
        return TextTable.name(tag, WIDEST_TAG);
    }

    /** The name with the marks that the lines below a table explain. */
    static String name(TagHardness tag) {
        return name(tag.tag()) + marks(tag);
    }

    static String marks(TagHardness tag) {
        return (tag.gammaSensitive() ? " ~" : "") + (tag.note().isEmpty() ? "" : " !");
    }

    static String range(RankInterval range) {
        return range.low() == range.high() ? Integer.toString(range.low()) : range.low() + "-" + range.high();
    }

    static String top(TagHardness tag, int k) {
        Double chance = tag.topK().get(k);
        return chance == null ? "-" : FigureText.probability(chance);
    }

    static String estimate(Estimate estimate) {
        return FigureText.decimals(estimate.value(), 2) + " [" + FigureText.decimals(estimate.low(), 2) + ", "
                + FigureText.decimals(estimate.high(), 2) + "]";
    }

    static List<String> unranked(HardnessReport report) {
        List<TagHardness> out = PublishedTags.unranked(report);
        if (out.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(
                List.of("Not ranked: " + FigureText.counted(out.size(), "tag") + " (still part of the fit)", ""));
        lines.addAll(new TextTable<TagHardness>()
                .left("tag", tag -> name(tag.tag()))
                .right("cards", tag -> FigureText.count(tag.cards()))
                .right("learners", tag -> FigureText.count(tag.learners()))
                .right("reviews", tag -> FigureText.count(tag.rows()))
                .left("why", tag -> PublishedTags.why(tag.eligibility()))
                .lines(out));
        return lines;
    }

    /** How much harder: effects, and what they mean in lapses and half-lives. */
    static List<String> magnitudes(HardnessReport report) {
        List<TagHardness> ranked = PublishedTags.ranked(report);
        if (ranked.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("How much harder", ""));
        lines.addAll(new TextTable<TagHardness>()
                .left("tag", RankTables::name)
                .right("effect\n(logit)", tag -> FigureText.decimals(tag.effect(), 3))
                .right("sd", tag -> FigureText.decimals(tag.sd(), 3))
                .right("lapse 7 days after\nthe first success", tag -> estimate(tag.lapseAt7Days()))
                .right("half-life ratio to\nthe average tag", tag -> estimate(tag.halfLifeRatio()))
                .right("rank set\npairwise", tag -> range(tag.pairwise()))
                .right("rank set\nall at once", tag -> range(tag.simultaneous()))
                .lines(ranked));
        lines.add("");
        if (report.gamma().source() == GammaReport.Source.ASSUMED) {
            lines.add("Half-lives and lapses at 7 days depend on the ASSUMED gamma.");
        }
        long anchors = report.tags().stream().filter(TagHardness::anchor).count();
        lines.add("Intervals: 95 %. The average tag: the mean of "
                + (anchors == 0 || anchors == report.tags().size() ? "all tags." : "the " + anchors + " anchor tags.")
                + " Lapses are those of the average learner and card.");
        lines.add(
                "Half-life ratios, exp(-effect / gamma), carry over to other intervals; all figures are empirical Bayes"
                        + " estimates, shrunk towards the average tag. Rank sets: tags surely harder and easier by their posterior"
                        + " differences, not confidence sets.");
        return lines;
    }

    /** Which of the ranked tags are distinguishable. */
    static List<String> pairs(HardnessReport report) {
        int[] ranked = IntStream.range(0, report.tags().size())
                .filter(i -> report.tags().get(i).eligibility().ranked())
                .toArray();
        if (ranked.length < 2) {
            return List.of();
        }
        long apart = IntStream.of(ranked)
                .mapToLong(a -> IntStream.of(ranked)
                        .filter(b -> b > a && report.pairs().distinguishable(a, b))
                        .count())
                .sum();
        long all = ranked.length * (ranked.length - 1L) / 2;
        List<String> lines = new ArrayList<>(List.of(String.format(
                Locale.ROOT,
                "Not distinguishable: %,d of %,d pairs of ranked tags (neither is harder with a probability of %.3f)",
                all - apart,
                all,
                Pairs.DISTINGUISHABLE)));
        if (ranked.length <= MOST_DRAWN) {
            lines.add("");
            lines.addAll(new TextTable<Integer>()
                    .right("", i -> Integer.toString(i + 1))
                    .left("", i -> name(report.tags().get(ranked[i]).tag()))
                    .left(
                            joined(ranked.length, j -> String.format(Locale.ROOT, "%-2d", j + 1)),
                            i -> joined(ranked.length, j -> sign(report.pairs(), ranked[i], ranked[j])))
                    .lines(IntStream.range(0, ranked.length).boxed().toList()));
            lines.add("");
            lines.add("> the tag of the row is harder than that of the column, < easier, · not distinguishable");
        }
        return lines;
    }

    private static String joined(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    private static String sign(Pairs pairs, int a, int b) {
        if (a == b) {
            return "  ";
        }
        return !pairs.distinguishable(a, b) ? "· " : pairs.harder(a, b) > pairs.harder(b, a) ? "> " : "< ";
    }
}
