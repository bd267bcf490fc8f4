package dev.engram.scheduler;

import java.time.Instant;
import java.util.Arrays;

/**
 * The memory of one card through time: from when on it had which stability. What was known at a moment is what the fold of the
 * answers and resets up to that moment gives, so a figure of the past needs no second fold. Holds 16 bytes for each answer.
 */
public final class MemoryTimeline {
    /** Of a card that was never answered. */
    public static final MemoryTimeline NEVER_SEEN = new MemoryTimeline(new long[0], new double[0]);

    private static final double NEW = 0;

    private final long[] from; // milliseconds, ascending; of equal ones the last holds
    private final double[] stabilityDays; // NEW: the card is new from then on

    private MemoryTimeline(long[] from, double[] stabilityDays) {
        this.from = from;
        this.stabilityDays = stabilityDays;
    }

    /** Of a history that was folded. Practice is left out, since it changes no memory. */
    public static MemoryTimeline of(CardFold.Folded card) {
        int most = card.steps().size() + card.resets().size();
        var timeline = new MemoryTimeline(new long[most], new double[most]);
        var resets = card.resets().iterator();
        var reset = resets.hasNext() ? resets.next() : null;
        int size = 0;
        for (int step = 0; step <= card.steps().size(); step++) {
            for (; reset != null && reset.stepsBefore() == step; reset = resets.hasNext() ? resets.next() : null) {
                timeline.set(size++, reset.at(), NEW);
            }
            var taken = step < card.steps().size() ? card.steps().get(step) : null;
            if (taken != null && !taken.review().practice()) {
                timeline.set(size++, taken.review().stamp().at(), taken.after().stabilityDays());
            }
        }
        return new MemoryTimeline(Arrays.copyOf(timeline.from, size), Arrays.copyOf(timeline.stabilityDays, size));
    }

    private void set(int place, Instant at, double stability) {
        from[place] = at.toEpochMilli();
        stabilityDays[place] = stability;
    }

    /** Whether the card had been answered by {@code known}, and not been made new since. */
    public boolean isSeen(Instant known) {
        int place = place(known.toEpochMilli());
        return place >= 0 && stabilityDays[place] != NEW;
    }

    /**
     * Probability of recall at {@code moment} from the answers up to {@code known}, if nothing is studied in between; 0 if the
     * card was new then. In [0, 1].
     */
    public double recall(Recall recall, Instant known, Instant moment) {
        int place = place(known.toEpochMilli());
        if (place < 0 || stabilityDays[place] == NEW) {
            return 0;
        }
        return recall.after(moment.toEpochMilli() - from[place], stabilityDays[place]);
    }

    /** The last change up to a moment; -1 if there is none. */
    private int place(long millis) {
        int low = -1;
        int high = from.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (from[middle] <= millis) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
