package dev.engram.hardness.study;

import dev.engram.hardness.agree.Agreement;
import dev.engram.hardness.baseline.BaselineRate;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.TagCounts;
import dev.engram.hardness.rank.RankedEffect;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.Estimate;
import dev.engram.hardness.study.report.Pairs;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of each tag. Tags are numbered as in the fit; the report has the hardest first. */
final class TagReports {
    private static final int DAYS = 7;
    private static final int SUCCESSES = 1;

    private final PrimaryAnalysis primary;
    private final Ranking ranking;
    final Reference reference;
    private final List<BaselineRate> rates;
    /** Numbers of the tags, hardest first. */
    final int[] order;

    private final TagCounts counts;
    final EligibilityRules eligibility;

    TagReports(PrimaryAnalysis primary, StudySettings settings, Ranking ranking) {
        this.primary = primary;
        this.ranking = ranking;
        var tags = primary.rows().tags;
        eligibility = new EligibilityRules(primary.rows(), settings.publish());
        counts = eligibility.counts;
        reference = new Reference(tags.names(), primary.tags().modes(), primary.covariance(), settings.anchors());
        rates = BaselineRate.of(counts.lapses, counts.rows);
        order = IntStream.range(0, tags.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(
                                t -> ranking.effects().get(t).expectedRank())
                        .thenComparing(tags.names()::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** All tags, hardest first. */
    List<TagHardness> tags(List<Sensitivity> sensitivities) {
        var moved = moved(sensitivities);
        var tags = new ArrayList<TagHardness>();
        for (int t : order) {
            var ranked = ranking.effects().get(t);
            tags.add(new TagHardness(
                    ranked.name(),
                    eligibility.of(t, primary.tags().modeSd(t), primary.tags().sd()),
                    reference.anchors.contains(ranked.name()),
                    counts.cards[t],
                    counts.learners[t],
                    counts.rows[t],
                    counts.lapses[t],
                    reference.effects[t],
                    reference.sds[t],
                    lapseAt7Days(t),
                    halfLifeRatio(t),
                    ranked.expectedRank(),
                    ranked.medianRank(),
                    ranked.drawn(),
                    ranked.pairwiseSet(),
                    ranked.simultaneousSet(),
                    ranked.topK(),
                    moved[t],
                    rates.get(t),
                    note(t)));
        }
        return tags;
    }

    /** Rows of one outcome bound an effect on one side only: that it is finite is the doing of the other tags. */
    private String note(int t) {
        if (counts.lapses[t] > 0 && counts.lapses[t] < counts.rows[t]) {
            return "";
        }
        return (counts.lapses[t] == 0 ? "none of its reviews is a lapse" : "all of its reviews are lapses")
                + ": how large its effect is comes from the spread of the other tags";
    }

    /** P(harder) of every pair, hardest first. */
    Pairs pairs() {
        int size = order.length;
        var harder = new double[size * size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                harder[a * size + b] = ranking.probabilityHarder(order[a], order[b]);
            }
        }
        return new Pairs(
                IntStream.of(order).mapToObj(primary.rows().tags.names()::get).toList(), harder);
    }

    /** Tau-b of the descriptive rate and the primary effects, null for fewer than two tags. */
    @Nullable
    Double baselineTau() {
        var names = primary.rows().tags.names();
        double[] shrunk = rates.stream().mapToDouble(BaselineRate::shrunk).toArray();
        return TagEffects.centred(names, reference.effects).tau(TagEffects.centred(names, shrunk));
    }

    /** Intercept and stratum are the same for all tags and taken as known: the interval is for comparing tags. */
    private Estimate lapseAt7Days(int t) {
        double eta = primary.reference(SUCCESSES, DAYS) + primary.tags().mode(t);
        return Estimate.of(Predictor::probability, eta, reference.sds[t]);
    }

    private Estimate halfLifeRatio(int t) {
        return Estimate.of(effect -> Math.exp(-effect / primary.gamma()), reference.effects[t], reference.sds[t]);
    }

    private boolean[] moved(List<Sensitivity> sensitivities) {
        var moved = new boolean[ranking.size()];
        for (var run : sensitivities) {
            if (run.name().startsWith("gamma") && !run.effects().isEmpty()) {
                var ranks = Agreement.places(completed(run.effects()));
                for (int t = 0; t < moved.length; t++) {
                    RankedEffect ranked = ranking.effects().get(t);
                    moved[t] |= !ranked.drawn().contains(ranks[t]);
                }
            }
        }
        return moved;
    }

    /** Effects of all tags: one that the rows of a run lacked stays where the primary has it among the others. */
    private double[] completed(Map<String, Double> run) {
        double shift = 0;
        for (var ranked : ranking.effects()) {
            shift += run.containsKey(ranked.name()) ? (run.get(ranked.name()) - ranked.effect()) / run.size() : 0;
        }
        double all = shift;
        return ranking.effects().stream()
                .mapToDouble(ranked -> run.getOrDefault(ranked.name(), ranked.effect() + all))
                .toArray();
    }
}
