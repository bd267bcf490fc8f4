package dev.engram.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the rounds of one measurement gave.
 *
 * @param values at least one, in the order of the rounds
 */
public record RoundFigures(List<Double> values) {
    public RoundFigures {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("figures need at least one round");
        }
    }

    /** The middle one; of an even number the mean of the middle two. */
    public double median() {
        var sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The least of them. */
    public double least() {
        return values.stream().mapToDouble(value -> value).min().orElseThrow();
    }

    /** The most of them. */
    public double most() {
        return values.stream().mapToDouble(value -> value).max().orElseThrow();
    }

    /** Median and, in brackets, the least and the most. */
    public String text() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", median(), least(), most());
    }

    /** What these are of the others, round by round: rounds side by side saw the same machine. */
    public RoundFigures over(RoundFigures others) {
        if (others.values.size() != values.size()) {
            throw new IllegalArgumentException(
                    "cannot compare " + values.size() + " rounds with " + others.values.size());
        }
        return new RoundFigures(IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) / others.values.get(i))
                .toList());
    }
}
