package dev.engram.hardness.rank;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing with all that is known of its rank; rank 1 is the hardest, the largest effect.
 *
 * @param name name of the thing
 * @param effect its effect, centred over all that are ranked
 * @param sd standard deviation of the centred effect
 * @param expectedRank mean rank, in closed form
 * @param medianRank median of the drawn ranks
 * @param drawn 2.5 % to 97.5 % quantile of the drawn ranks
 * @param pairwiseSet ranks that differences to each other thing leave open at z = 1.96, each taken alone
 * @param simultaneousSet ranks left open when all rank sets are to hold together with 95 %, see {@link Ranking}
 * @param topK share of draws in which the rank was at most k
 */
public record RankedEffect(
        String name,
        double effect,
        double sd,
        double expectedRank,
        int medianRank,
        RankInterval drawn,
        RankInterval pairwiseSet,
        RankInterval simultaneousSet,
        SortedMap<Integer, Double> topK) {
    public RankedEffect {
        topK = Collections.unmodifiableSortedMap(new TreeMap<>(topK));
    }
}
