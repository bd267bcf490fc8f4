package dev.engram.hardness.study;

import dev.engram.hardness.agree.Agreement;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

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

    /** Kendall's tau-b over the tags that both have, absent where it is not defined. */
    OptionalDouble tau(TagEffects other) {
        var common = byTag.keySet().stream()
                .filter(other.byTag::containsKey)
                .sorted()
                .toList();
        return Agreement.kendallTauB(
                common.stream().mapToDouble(byTag::get).toArray(),
                common.stream().mapToDouble(other.byTag::get).toArray());
    }

    /** Places by score, 1 = largest, equals sharing the mean of theirs. */
    static double[] ranks(double[] scores) {
        return IntStream.range(0, scores.length)
                .mapToDouble(t -> {
                    double rank = 1;
                    for (int other = 0; other < scores.length; other++) {
                        rank += scores[other] > scores[t] ? 1 : other != t && scores[other] == scores[t] ? 0.5 : 0;
                    }
                    return rank;
                })
                .toArray();
    }
}
