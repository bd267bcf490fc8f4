package dev.engram.hardness.study;

import dev.engram.hardness.agree.Agreement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One score for each of some tags. */
record TagEffects(Map<String, Double> byTag) {
    TagEffects {
        byTag = Map.copyOf(byTag);
    }

    /** Effects less their mean. */
    static TagEffects centred(List<String> tags, double[] effects) {
        double mean = 0;
        for (double effect : effects) {
            mean += effect / effects.length;
        }
        var scores = new TreeMap<String, Double>();
        for (int t = 0; t < effects.length; t++) {
            scores.put(tags.get(t), effects[t] - mean);
        }
        return new TagEffects(scores);
    }

    /** Kendall's tau-b over the tags that both have, null where it is not defined. */
    @Nullable
    Double tau(TagEffects other) {
        var common = byTag.keySet().stream()
                .filter(other.byTag::containsKey)
                .sorted()
                .toList();
        var tau = Agreement.kendallTauB(
                common.stream().mapToDouble(byTag::get).toArray(),
                common.stream().mapToDouble(other.byTag::get).toArray());
        return tau.isPresent() ? tau.getAsDouble() : null;
    }

    /** Why there is no tau, empty if there is one. */
    static String problem(@Nullable Double tau) {
        return tau == null ? "no order to compare: all effects are equal" : "";
    }
}
