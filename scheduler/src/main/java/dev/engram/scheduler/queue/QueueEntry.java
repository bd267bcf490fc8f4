package dev.engram.scheduler.queue;

import java.util.Comparator;

/**
 * A card's place in a queue. The order of entries is that in which the cards are studied, so a place that is no longer in the queue
 * still separates what came before it from what comes after it. Numbers of cards are of one queue only: decks change, so a place that
 * is kept for a later queue names the card by its id and takes the number that the card has there.
 *
 * @param dayAhead study days after the first of the queue
 * @param key place among those of one day and kind, the smallest first
 * @param card the card's number, by which cards of the same day, kind and key are studied
 */
public record QueueEntry(int dayAhead, Kind kind, double key, int card) implements Comparable<QueueEntry> {

    /** Why a card is in the queue, in the order in which the kinds of a day are studied. */
    public enum Kind {
        /** In the learning or relearning steps, and due. */
        LEARNING,
        /** In review, and due. */
        REVIEW,
        /** Never answered. */
        NEW,
        /** In the steps, and due later on the same study day. */
        LATER
    }

    private static final Comparator<QueueEntry> ORDER = Comparator.comparingInt(QueueEntry::dayAhead)
            .thenComparing(QueueEntry::kind)
            .thenComparingDouble(QueueEntry::key)
            .thenComparingInt(QueueEntry::card);

    @Override
    public int compareTo(QueueEntry other) {
        return ORDER.compare(this, other);
    }
}
