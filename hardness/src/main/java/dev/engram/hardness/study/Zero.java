package dev.engram.hardness.study;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.link.Anchoring.Anchored;
import dev.engram.hardness.link.Anchoring.Unanchored;
import dev.engram.hardness.link.Anchors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Effects and their uncertainty against the zero: the mean of the anchor tags, or of all tags. */
final class Zero {
    private final Set<String> anchors;
    private final double[] effects;
    private final double[] sds;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param tags       their names
     * @param modes      of their effects
     * @param covariance of these
     * @param wanted     anchors, empty for none
     */
    Zero(List<String> tags, double[] modes, Covariance covariance, List<String> wanted) {
        var frozen = new Anchors(wanted.stream().distinct().toList());
        switch (frozen.zero(tags, modes, covariance)) {
            case Anchored anchored -> {
                anchors = Set.copyOf(frozen.tags());
                effects = anchored.effects().stream()
                        .mapToDouble(effect -> effect)
                        .toArray();
                sds = sds(anchored.covariance());
                anchored.missing().forEach(name -> warnings.add("anchor " + name + " is no tag of the fit"));
                if (anchored.narrow()) {
                    warnings.add("the anchors span less than half of the range of all tags: the zero moves with them");
                }
            }
            case Unanchored unanchored -> {
                anchors = Set.of();
                double mean = IntStream.range(0, modes.length)
                                .mapToDouble(t -> modes[t])
                                .sum()
                        / modes.length;
                effects = IntStream.range(0, modes.length)
                        .mapToDouble(t -> modes[t] - mean)
                        .toArray();
                sds = sds(covariance.centred());
                if (!wanted.isEmpty()) {
                    warnings.add(unanchored.sentence() + " The zero is the mean of all tags.");
                }
            }
        }
    }

    private static double[] sds(Covariance covariance) {
        return IntStream.range(0, covariance.size())
                .mapToDouble(t -> Math.sqrt(Math.max(0, covariance.at(t, t))))
                .toArray();
    }

    boolean anchored(String tag) {
        return anchors.contains(tag);
    }

    /** Effect of a tag. */
    double effect(int tag) {
        return effects[tag];
    }

    /** Standard deviation of that. */
    double sd(int tag) {
        return sds[tag];
    }

    /** Effects by tag of the fit. */
    double[] effects() {
        return effects.clone();
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
