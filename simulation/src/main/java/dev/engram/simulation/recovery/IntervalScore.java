package dev.engram.simulation.recovery;

/**
 * How honest the intervals of a ranking are.
 *
 * @param rankCoverage share of the tags whose true rank lies in its 95% rank interval
 * @param rankWidth mean number of ranks in an interval
 * @param slope of the centred estimates on the true hardness, the common scale of the next figure
 * @param coverage share of the tags whose {@code slope * truth} lies within 1.96 SD of the estimate, both centred
 * @param significantPairs pairs of tags whose difference is significant at 97.5%
 * @param wrongPairs those of them that are in the wrong order
 */
public record IntervalScore(
        double rankCoverage, double rankWidth, double slope, double coverage, long significantPairs, long wrongPairs) {}
