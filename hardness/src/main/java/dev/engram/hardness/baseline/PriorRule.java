package dev.engram.hardness.baseline;

/** How the weight of the prior came about; rules but the first stand in where the moments say nothing usable. */
public enum PriorRule {
    /** The moments of the observed rates. */
    MOMENTS,
    /** The rates vary no more than chance makes them vary: the variance between tags was floored, all rates are pooled. */
    VARIANCE_FLOORED,
    /** No review or every review lapsed: the mean is that of half a lapse and half a success more, variance floored. */
    ALL_ALIKE,
    /** The rates vary more than any Beta prior allows: the prior weighs as much as one review. */
    WEIGHT_FLOORED
}
