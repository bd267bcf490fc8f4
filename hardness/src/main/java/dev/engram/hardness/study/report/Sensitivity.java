package dev.engram.hardness.study.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ranking under another assumption. Never the headline.
 *
 * @param name    gamma x 0.75, gamma x 1.33 (gamma = 0.5, gamma = 0.75 where it is assumed), weight 1, ordinal
 * @param what    in words
 * @param tau     Kendall's tau-b between its effects and the primary ones; null if the run failed
 * @param effects centred effects by tag, empty if the run failed
 * @param problem why it failed, else empty
 */
public record Sensitivity(
        String name, String what, @Nullable Double tau, Map<String, Double> effects, String problem) {
    public Sensitivity {
        effects = Collections.unmodifiableMap(new TreeMap<>(effects));
    }
}
