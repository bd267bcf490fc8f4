package dev.engram.analytics.domain.deck;

import java.util.function.Predicate;

/**
 * Counts of a card in a period, given week by week from its first one on. Consecutive weeks are put together until their counts may be
 * shown, and are shown as a whole or not at all. So whatever two periods are asked about, what lies between them can be shown as well.
 */
final class SteadySum {
    private final Weeks asked;
    private final Predicate<long[]> showable;
    private final long[] open;
    private final long[] shown;
    private long openSince;
    private boolean isOpen;

    /** @param counts of each week @param showable whether so much may be shown */
    SteadySum(int counts, Weeks asked, Predicate<long[]> showable) {
        this.asked = asked;
        this.showable = showable;
        this.open = new long[counts];
        this.shown = new long[counts];
    }

    /** Adds a week; weeks come in their order. */
    void add(long week, long... counts) {
        if (!isOpen) {
            openSince = week;
            isOpen = true;
        }
        for (int i = 0; i < counts.length; i++) {
            open[i] += counts[i];
        }
        if (showable.test(open)) {
            boolean isAsked = asked.contain(openSince, week);
            for (int i = 0; i < open.length; i++) {
                shown[i] += isAsked ? open[i] : 0;
                open[i] = 0;
            }
            isOpen = false;
        }
    }

    /** A count in what is shown of the period. */
    long shown(int count) {
        return shown[count];
    }
}
