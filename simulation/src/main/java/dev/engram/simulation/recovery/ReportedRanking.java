package dev.engram.simulation.recovery;

import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Pairs;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.simulation.SimulatedTables;
import dev.engram.simulation.Truth;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The tags of a report beside their true hardness. */
final class ReportedRanking {
    private final List<TagHardness> tags;
    private final Pairs pairs;
    private final double[] h;

    ReportedRanking(HardnessReport report, Truth truth) {
        this.tags = report.tags();
        this.pairs = report.pairs();
        this.h = values(tag -> truth.logitHardness(SimulatedTables.tagNumber(tag.tag())));
    }

    RankScore score(ToDoubleFunction<TagHardness> estimate) {
        return RankScore.of(values(estimate), h);
    }

    /** The principal ranking with the rank intervals and the pairs as published. */
    IntervalScore principal() {
        var ranges = tags.stream().map(TagHardness::drawn).toList();
        var principal = new Ranked(
                values(TagHardness::effect),
                values(TagHardness::sd),
                ranges,
                (one, other) -> pairs.harder(at(one), at(other)) >= Pairs.DISTINGUISHABLE);
        return principal.score(h);
    }

    private int at(int tag) {
        return pairs.tags().indexOf(tags.get(tag).tag());
    }

    /** The shrunk lapse rates with their Beta intervals, taken as normal and independent. */
    IntervalScore baseline() {
        double[] sd = values(tag -> (tag.baseline().high() - tag.baseline().low()) / (2 * Ranked.Z));
        var baseline = Ranked.byPairs(
                values(tag -> tag.baseline().shrunk()), sd, (one, other) -> Math.hypot(sd[one], sd[other]));
        return baseline.score(h);
    }

    private double[] values(ToDoubleFunction<TagHardness> of) {
        return tags.stream().mapToDouble(of).toArray();
    }
}
