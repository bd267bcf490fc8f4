package dev.engram.hardness.study;

import dev.engram.hardness.glmm.Covariance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Effects of tags against a reference, the mean of frozen anchor tags, or of all tags; with the standard deviations of these
 * contrasts, the uncertainty of the reference included.
 */
final class Reference {
    /** Fewest anchors that carry a reference. */
    static final int FEWEST_ANCHORS = 10;

    /** Anchors that span less than this share of all effects are of one kind, and move with it. */
    private static final double WIDE = 0.5;

    /** The tags that set the reference, empty if all do. */
    final Set<String> anchors;
    /** By tag of the fit. */
    final double[] effects;
    /** Standard deviations of these. */
    final double[] sds;

    final List<String> warnings = new ArrayList<>();

    /**
     * @param tags       their names
     * @param modes      of their effects
     * @param covariance of these
     * @param wanted     anchors, empty for none
     */
    Reference(List<String> tags, double[] modes, Covariance covariance, List<String> wanted) {
        int[] places = wanted.stream()
                .distinct()
                .mapToInt(tags::indexOf)
                .filter(place -> place >= 0)
                .sorted()
                .toArray();
        boolean anchored = places.length >= FEWEST_ANCHORS;
        int[] of = anchored ? places : IntStream.range(0, modes.length).toArray();
        anchors = IntStream.of(anchored ? of : new int[0]).mapToObj(tags::get).collect(Collectors.toUnmodifiableSet());
        double mean = IntStream.of(of).mapToDouble(t -> modes[t]).sum() / of.length;
        effects = Arrays.stream(modes).map(mode -> mode - mean).toArray();
        sds = sds(covariance, of);
        if (anchored) {
            wanted.stream()
                    .filter(name -> !tags.contains(name))
                    .forEach(name -> warnings.add("anchor " + name + " is no tag of the fit"));
            if (range(IntStream.of(of).mapToDouble(t -> modes[t]).toArray()) < WIDE * range(modes)) {
                warnings.add("the anchors span less than half of the range of all tags: the reference moves with them");
            }
        } else if (!wanted.isEmpty()) {
            warnings.add("only " + places.length + " anchor tags are in this study, a reference needs " + FEWEST_ANCHORS
                    + ": the reference is the mean of all tags");
        }
    }

    private static double range(double[] values) {
        var figures = Arrays.stream(values).summaryStatistics();
        return figures.getMax() - figures.getMin();
    }

    /** Of each effect less the mean of some: the roots of the diagonal of C V C', C = I - 1 a'. */
    private static double[] sds(Covariance covariance, int[] of) {
        double[] withMean = IntStream.range(0, covariance.size())
                .mapToDouble(t ->
                        IntStream.of(of).mapToDouble(a -> covariance.at(t, a)).sum() / of.length)
                .toArray();
        double ofMean = IntStream.of(of).mapToDouble(a -> withMean[a]).sum() / of.length;
        return IntStream.range(0, covariance.size())
                .mapToDouble(t -> Math.sqrt(Math.max(0, covariance.at(t, t) - 2 * withMean[t] + ofMean)))
                .toArray();
    }
}
