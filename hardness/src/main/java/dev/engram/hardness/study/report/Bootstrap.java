package dev.engram.hardness.study.report;

import dev.engram.hardness.rank.RankInterval;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cross-check of the uncertainty: learners drawn anew with Poisson weights, gamma and the standard deviations held. It sees
 * the dependence of one learner's reviews of one card but not the sampling of cards, so it stands beside the standard
 * deviations of the model and does not replace them.
 *
 * @param replicates asked for
 * @param fitted     those that could be fitted; without any {@code tags} is empty
 * @param tags       by name
 */
public record Bootstrap(int replicates, int fitted, Map<String, Spread> tags) {
    /**
     * @param sd      standard deviation of the centred effect over the replicates
     * @param modelSd standard deviation of the centred effect by the model
     * @param ranks   2.5 % and 97.5 % quantile of the ranks of the replicates
     */
    public record Spread(double sd, double modelSd, RankInterval ranks) {}

    public Bootstrap {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
