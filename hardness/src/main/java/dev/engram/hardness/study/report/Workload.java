package dev.engram.hardness.study.report;

import org.jspecify.annotations.Nullable;

/**
 * Answers a card costs until its interval reaches 30 days. Descriptive, depends on the scheduler.
 *
 * @param tag         name
 * @param histories   learner-card histories on its cards, whole and not only practice
 * @param reached     those that reached the interval
 * @param meanReached mean answers of those that did; null if none did. Too small: the slow ones are still under way
 * @param median      Kaplan-Meier median over all, the unfinished censored; null if fewer than half get there
 */
public record Workload(
        String tag,
        long histories,
        long reached,
        @Nullable Double meanReached,
        @Nullable Integer median) {
    /** The interval, in days. */
    public static final double INTERVAL_DAYS = 30;
}
