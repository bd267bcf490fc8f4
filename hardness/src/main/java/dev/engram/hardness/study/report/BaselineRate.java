package dev.engram.hardness.study.report;

/**
 * Lapse rate of the reviews of a tag, shrunk by a Beta prior. Descriptive, depends on the scheduler: never a hardness.
 *
 * @param reviews reviews of the tag; a review counts for each of its tags
 * @param lapses  among those
 * @param rate    lapses / reviews
 * @param shrunk  posterior mean
 * @param low     2.5 % quantile of the posterior; far too narrow, for it ignores cards and learners
 * @param high    97.5 % quantile
 * @param rank    place by posterior mean, 1 = highest rate; mean place of equals
 */
public record BaselineRate(
        long reviews, long lapses, double rate, double shrunk, double low, double high, double rank) {
    /** What must stand beside every one of these figures. */
    public static final String LABEL = "descriptive, scheduler-dependent";
}
