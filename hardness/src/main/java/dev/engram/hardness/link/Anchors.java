package dev.engram.hardness.link;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.link.Anchoring.Anchored;
import dev.engram.hardness.link.Anchoring.Unanchored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A frozen list of tags whose mean effect is the zero of every version of a study.
 *
 * @param tags names, each once, in the order frozen
 */
public record Anchors(List<String> tags) {
    /** Fewest anchors that carry a zero. */
    public static final int FEWEST_TAGS = 10;

    private static final double WIDE = 0.5;

    /** @throws IllegalArgumentException if a tag stands twice */
    public Anchors {
        tags = List.copyOf(tags);
        if (new LinkedHashSet<>(tags).size() != tags.size()) {
            throw new IllegalArgumentException("anchors must name each tag once, were " + tags);
        }
    }

    /**
     * Measures effects from the mean of those anchors that are there.
     *
     * @param names of all tags, distinct
     * @param effects one per name
     * @param covariance of the effects
     * @throws IllegalArgumentException if the sizes differ or a name stands twice
     */
    public Anchoring zero(List<String> names, double[] effects, Covariance covariance) {
        if (names.size() != effects.length || covariance.size() != effects.length) {
            throw new IllegalArgumentException("names, effects and covariance must be of one size, were " + names.size()
                    + ", " + effects.length + " and " + covariance.size());
        }
        var places = places(names);
        var missing = tags.stream().filter(tag -> !places.containsKey(tag)).toList();
        int[] anchors = tags.stream()
                .filter(places::containsKey)
                .mapToInt(places::get)
                .sorted()
                .toArray();
        if (anchors.length < FEWEST_TAGS) {
            return new Unanchored(
                    anchors.length,
                    missing,
                    "Only " + anchors.length + " anchor tags are in this study; a zero needs " + FEWEST_TAGS + ".");
        }
        double zero = 0;
        for (int anchor : anchors) {
            zero += effects[anchor] / anchors.length;
        }
        var moved = new ArrayList<Double>();
        for (double effect : effects) {
            moved.add(effect - zero);
        }
        return new Anchored(zero, moved, contrast(covariance, anchors), missing, isNarrow(effects, anchors));
    }

    private static Map<String, Integer> places(List<String> names) {
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (places.put(names.get(i), i) != null) {
                throw new IllegalArgumentException("names must be distinct, twice " + names.get(i));
            }
        }
        return places;
    }

    /** C V C' with C = I - 1 a', a the equal weights of the anchors. */
    private static Covariance contrast(Covariance covariance, int[] anchors) {
        int size = covariance.size();
        double[] withZero = new double[size];
        for (int i = 0; i < size; i++) {
            for (int anchor : anchors) {
                withZero[i] += covariance.at(i, anchor) / anchors.length;
            }
        }
        double ofZero = 0;
        for (int anchor : anchors) {
            ofZero += withZero[anchor] / anchors.length;
        }
        double[][] rows = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                rows[i][j] = covariance.at(i, j) - (withZero[i] + withZero[j]) + ofZero;
                rows[j][i] = rows[i][j];
            }
        }
        return Covariance.of(rows);
    }

    private static boolean isNarrow(double[] effects, int[] anchors) {
        double low = effects[anchors[0]];
        double high = low;
        for (int anchor : anchors) {
            low = Math.min(low, effects[anchor]);
            high = Math.max(high, effects[anchor]);
        }
        double lowest = low;
        double highest = high;
        for (double effect : effects) {
            lowest = Math.min(lowest, effect);
            highest = Math.max(highest, effect);
        }
        return high - low < WIDE * (highest - lowest);
    }
}
