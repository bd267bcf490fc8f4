package dev.engram.fsrs;

import java.util.UUID;

/**
 * A small, repeatable change of intervals, so that cards learned together do not come back together. A pure function of the
 * card and of how many of its reviews were folded before: folding the same history again gives the same due dates.
 *
 * <p>Sources: ranges from ankitects/anki, rslib/src/scheduler/states/fuzz.rs; the draw is the finalizer of SplitMix64 and
 * must never change, or every due date would move.
 *
 * @param u where in its range an interval falls, in [0, 1)
 * @param previousIntervalDays the interval that the card was reviewed after, {@code >= 0}; 0 in the steps and if new. A
 *     growing interval is never fuzzed down to it.
 */
public record Fuzz(double u, int previousIntervalDays) {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    /** @throws IllegalArgumentException naming the field that is out of range, its value and its range */
    public Fuzz {
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("u must be in [0, 1), was " + u);
        }
        Require.atLeast(0, previousIntervalDays, "previous interval");
    }

    /**
     * The fuzz of one review of one card.
     *
     * @param cardId the card
     * @param position reviews of the card folded before this one, {@code >= 0}
     * @param previousIntervalDays as in {@link Fuzz}
     * @throws IllegalArgumentException if a number is negative
     */
    public static Fuzz of(UUID cardId, int position, int previousIntervalDays) {
        return new Fuzz(u(cardId, position), previousIntervalDays);
    }

    /**
     * The draw for one review of one card.
     *
     * @param position reviews of the card folded before this one, {@code >= 0}
     * @return in [0, 1)
     * @throws IllegalArgumentException if {@code position} is negative
     */
    public static double u(UUID cardId, int position) {
        return u(cardId.getMostSignificantBits(), cardId.getLeastSignificantBits(), position);
    }

    /**
     * As {@link #u(UUID, int)}, for draws of another kind and without allocating.
     *
     * @param msb the high half of what the draw belongs to
     * @param lsb the low half
     * @param position {@code >= 0}
     * @throws IllegalArgumentException if {@code position} is negative
     */
    public static double u(long msb, long lsb, int position) {
        Require.atLeast(0, position, "position");
        long z = msb ^ Long.rotateLeft(lsb, 32);
        z += GAMMA * (position + 1L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }

    /**
     * The whole days an interval may become.
     *
     * @param lower at least 1
     * @param upper at least {@code lower}
     */
    public record Range(int lower, int upper) {
        /**
         * The range around an interval.
         *
         * @param days unrounded, finite
         * @param low smallest interval wanted; gives way to {@code high}
         * @param high largest interval allowed
         */
        public static Range around(double days, int low, int high) {
            int least = Math.min(low, high);
            double bounded = Math.clamp(days, (double) least, (double) high);
            double delta = delta(bounded);
            int lower = Math.clamp(roundHalfUp(bounded - delta), least, high);
            int upper = Math.clamp(roundHalfUp(bounded + delta), least, high);
            return new Range(lower, upper == lower && upper > 2 && upper < high ? lower + 1 : upper);
        }

        /** The interval at {@code u} in [0, 1). */
        public int at(double u) {
            return (int) (lower + u * (upper - lower + 1.0));
        }
    }

    /** How far fuzz reaches to either side of an interval, days. */
    private static double delta(double days) {
        return days < 2.5
                ? 0
                : 1 + 0.15 * overlap(days, 2.5, 7) + 0.1 * overlap(days, 7, 20) + 0.05 * Math.max(0, days - 20);
    }

    private static double overlap(double days, double from, double to) {
        return Math.max(0, Math.min(days, to) - from);
    }

    private static long roundHalfUp(double days) {
        return (long) Math.floor(days + 0.5);
    }

    /** The fuzzed interval, with fuzz's own lower bound and {@code low} and {@code high} of the answers' order. */
    int interval(double days, double low, int high) {
        int least = (int) Math.min(high, Math.max(low, afterPrevious(days, high)));
        return Range.around(days, least, high).at(u);
    }

    private int afterPrevious(double days, int high) {
        if (roundHalfUp(days) > previousIntervalDays) {
            return previousIntervalDays == Integer.MAX_VALUE ? previousIntervalDays : previousIntervalDays + 1;
        }
        return previousIntervalDays <= Range.around(days, 1, high).upper() ? previousIntervalDays : 1;
    }
}
