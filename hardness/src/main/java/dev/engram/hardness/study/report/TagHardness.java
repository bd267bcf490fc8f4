package dev.engram.hardness.study.report;

import dev.engram.hardness.baseline.BaselineRate;
import dev.engram.hardness.rank.RankInterval;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How hard the cards of one tag are to retain: "given these cards and these self-chosen learners".
 *
 * @param tag            name
 * @param eligibility    whether its place may be published
 * @param anchor         whether it is one of the tags that set the reference
 * @param cards          cards with kept rows that carry it
 * @param learners       learners with kept rows on them
 * @param rows           kept rows on them
 * @param lapses         lapses among those
 * @param effect         logit scale, larger = harder; the reference = mean of the anchors (of all tags without anchors)
 * @param sd             of the effect, from the joint covariance, against the same reference
 * @param lapseAt7Days   P(lapse 7 days after the first success) of the reference learner on the reference card; its interval
 *     is for comparing tags: it holds the {@code sd} of the effect, intercept and stratum are taken as known. NaN, as its interval,
 *     where these have no finite estimate and their sum is not determined
 * @param halfLifeRatio  {@code exp(-effect / gamma)}: half-life as a multiple of that at the reference
 * @param expectedRank   1 + sum over the others of P(harder)
 * @param medianRank     median of the drawn ranks
 * @param drawn          2.5 % and 97.5 % quantile of the drawn ranks
 * @param pairwise       rank set from pairwise differences, z = 1.96
 * @param simultaneous   rank set that holds for all tags at once
 * @param topK           P(rank <= k) by k, ascending
 * @param gammaSensitive whether its rank leaves {@code drawn} in a sensitivity run of gamma
 * @param baseline       the descriptive lapse rate
 * @param note           what must stand beside its figures, empty if nothing
 */
public record TagHardness(
        String tag,
        Eligibility eligibility,
        boolean anchor,
        int cards,
        int learners,
        long rows,
        long lapses,
        double effect,
        double sd,
        Estimate lapseAt7Days,
        Estimate halfLifeRatio,
        double expectedRank,
        int medianRank,
        RankInterval drawn,
        RankInterval pairwise,
        RankInterval simultaneous,
        Map<Integer, Double> topK,
        boolean gammaSensitive,
        BaselineRate baseline,
        String note) {
    public TagHardness {
        topK = Collections.unmodifiableMap(new TreeMap<>(topK));
    }
}
