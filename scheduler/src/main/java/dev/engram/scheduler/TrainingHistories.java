package dev.engram.scheduler;

import dev.engram.fsrs.history.ReviewHistories;
import java.util.Arrays;
import java.util.List;

/**
 * Collects a learner's counted answers, card after card, in the form that weights are fitted to. Practice teaches nothing, and
 * a card that was reset begins anew. Not for use by several threads.
 */
public final class TrainingHistories {
    private final ReviewHistories.Builder histories = ReviewHistories.builder();
    private int[] groups = new int[16];
    private int cards;
    private int answers;

    /**
     * Adds a card.
     *
     * @param trace of its history
     * @param group number of the group it is compared in, or -1 for none
     */
    public void add(List<CardFold.Step> trace, int group) {
        for (var step : trace) {
            var review = step.review();
            if (!review.practice()) {
                var elapsed = step.elapsedDays();
                if (elapsed == null) {
                    begin(group);
                }
                histories.review(
                        review.rating().grade(),
                        elapsed == null ? 0 : (int) Math.min(elapsed, Integer.MAX_VALUE),
                        review.stamp().at().toEpochMilli());
                answers++;
            }
        }
    }

    private void begin(int group) {
        histories.card();
        if (cards == groups.length) {
            groups = Arrays.copyOf(groups, 2 * cards);
        }
        groups[cards++] = group;
    }

    /** How many answers were added. */
    public int answers() {
        return answers;
    }

    /** The cards so far. */
    public ReviewHistories histories() {
        return histories.build();
    }

    /** The group of each card of {@link #histories()}. */
    public int[] groups() {
        return Arrays.copyOf(groups, cards);
    }
}
