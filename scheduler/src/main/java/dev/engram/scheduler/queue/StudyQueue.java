package dev.engram.scheduler.queue;

import dev.engram.scheduler.queue.QueueEntry.Kind;
import java.time.Instant;
import java.util.List;

/**
 * What to study on some study days, one after the other. On each day: cards in the steps that are due (by due time), due reviews (in
 * the order asked for), new cards (in the order of their numbers), and last the cards in the steps that come up later on that day, for
 * clients that would otherwise have nothing to show. A card is in the queue once.
 *
 * <p>Reviews and new cards are limited per study day; new cards count against the limit of reviews too. Cards in the steps
 * are not limited: they have been counted when they entered. Reviews that a limit leaves out are due on the next day again. What
 * the answers of a day will make due on later ones is not known, and not in the queue.
 *
 * @param days the first is the study day of the moment asked about
 */
public record StudyQueue(List<Day> days) {

    /**
     * A study day.
     *
     * @param day epoch day
     * @param from the moment for which its cards were judged
     * @param entries in the order in which they are studied
     */
    public record Day(long day, Instant from, List<QueueEntry> entries) {
        public Day {
            entries = List.copyOf(entries);
        }

        /** Number of cards of one kind. */
        public int count(Kind kind) {
            int count = 0;
            for (var entry : entries) {
                count += entry.kind() == kind ? 1 : 0;
            }
            return count;
        }
    }

    public StudyQueue {
        days = List.copyOf(days);
    }

    /** Number of cards of one kind on all days. */
    public int count(Kind kind) {
        return days.stream().mapToInt(day -> day.count(kind)).sum();
    }
}
