package dev.engram.hardness.link;

import dev.engram.hardness.glmm.Covariance;
import java.util.List;
import java.util.Objects;

/** What the effects of tags are measured from: the mean of a frozen list of anchor tags. */
public sealed interface Anchoring {
    /**
     * The anchors give a zero.
     *
     * @param zero mean effect of the anchors, which has been taken from all effects
     * @param effects of all tags from that zero, in the order given
     * @param covariance of those effects, the uncertainty of the zero included
     * @param missing anchors that this study does not have; the zero is the mean of the others
     * @param narrow whether the anchors span less than half of the range of all effects: a zero that rests on tags of one
     *     kind moves with that kind
     */
    record Anchored(double zero, List<Double> effects, Covariance covariance, List<String> missing, boolean narrow)
            implements Anchoring {
        public Anchored {
            effects = List.copyOf(effects);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Too few anchors are in this study.
     *
     * @param present how many are
     * @param missing those that are not
     * @param sentence says so to people
     */
    record Unanchored(int present, List<String> missing, String sentence) implements Anchoring {
        public Unanchored {
            missing = List.copyOf(missing);
            Objects.requireNonNull(sentence, "sentence");
        }
    }
}
