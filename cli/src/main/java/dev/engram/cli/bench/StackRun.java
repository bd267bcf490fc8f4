package dev.engram.cli.bench;

import java.util.List;

/**
 * What one run measured.
 *
 * @param startSeconds from the built stack to all parts healthy
 * @param pssBytes sum of all processes after the demo; 0 except on Linux
 * @param reviewToMasterySeconds one figure per single review
 */
public record StackRun(double startSeconds, long pssBytes, List<Double> reviewToMasterySeconds) {
    public StackRun {
        reviewToMasterySeconds = List.copyOf(reviewToMasterySeconds);
    }

    /** The smallest figure that at least 95 % of the reviews do not exceed. */
    public double p95Seconds() {
        List<Double> sorted = reviewToMasterySeconds.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
    }

    /** The middle one; of an even number the mean of the middle two. */
    public static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
