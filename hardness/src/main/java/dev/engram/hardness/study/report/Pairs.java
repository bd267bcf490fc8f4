package dev.engram.hardness.study.report;

import java.util.List;

/**
 * Who is harder than whom: {@code P(h_a > h_b)} for every pair of tags, in the order of the report.
 * Two tags are distinguishable if the probability of either order is at least {@value #DISTINGUISHABLE}.
 */
public final class Pairs {
    /** Below this a pair is "not distinguishable". */
    public static final double DISTINGUISHABLE = 0.975;

    private final List<String> tags;
    private final double[] harder;

    /**
     * @param tags   in the order of the report
     * @param harder row-major, {@code harder[a * n + b] = P(h_a > h_b)}; copied
     */
    public Pairs(List<String> tags, double[] harder) {
        this.tags = List.copyOf(tags);
        if (harder.length != this.tags.size() * this.tags.size()) {
            throw new IllegalArgumentException(
                    "harder must have " + this.tags.size() + " squared values, had " + harder.length);
        }
        this.harder = harder.clone();
    }

    /** The tags, in the order of the report. */
    public List<String> tags() {
        return tags;
    }

    /** Probability that tag {@code a} is harder than tag {@code b}; 0.5 for a tag and itself. */
    public double harder(int a, int b) {
        return harder[a * tags.size() + b];
    }

    /** Whether one of the two is harder with a probability of at least {@value #DISTINGUISHABLE}. */
    public boolean distinguishable(int a, int b) {
        return Math.max(harder(a, b), harder(b, a)) >= DISTINGUISHABLE;
    }
}
