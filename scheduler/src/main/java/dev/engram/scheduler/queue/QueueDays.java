package dev.engram.scheduler.queue;

import dev.engram.scheduler.queue.QueueEntry.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** Distributes due and new cards over the days of a queue. For one queue and one thread. */
final class QueueDays {
    private final QueueTerms terms;
    private final StudiedToday used;
    private final int cards;
    private final IntPredicate known;
    private final Map<Integer, Long> buried;
    private final long today;

    /** Per day those that are studied from then on. */
    private final List<List<DueCard>> starting = new ArrayList<>();

    /** Reviews that no day has had room for yet. */
    private List<DueCard> waiting = new ArrayList<>();

    /** New cards passed over since they are buried. */
    private final List<Integer> putOff = new ArrayList<>();

    private int nextNew;

    /**
     * @param used on the first day
     * @param cards how many there are
     * @param known those that are not new
     * @param buried new cards with the study day from which they may be offered
     */
    QueueDays(QueueTerms terms, StudiedToday used, int cards, IntPredicate known, Map<Integer, Long> buried) {
        this.terms = terms;
        this.used = used;
        this.cards = cards;
        this.known = known;
        this.buried = buried;
        this.today = terms.today();
        for (int day = 0; day <= terms.daysAhead(); day++) {
            starting.add(new ArrayList<>());
        }
    }

    /** Takes in a card that starts before or on one of the days. */
    void add(DueCard card) {
        starting.get((int) Math.max(0, card.firstDay() - today)).add(card);
    }

    StudyQueue queue() {
        var days = new ArrayList<StudyQueue.Day>();
        for (int day = 0; day <= terms.daysAhead(); day++) {
            days.add(day(day));
        }
        return new StudyQueue(days);
    }

    private StudyQueue.Day day(int day) {
        var from = terms.moment(day);
        if (terms.plan().studyOptions().isBreak(today + day)) {
            putOff(day);
            return new StudyQueue.Day(today + day, from, List.of());
        }
        var entries = new ArrayList<QueueEntry>();
        for (var card : starting.get(day)) {
            if (card.inReview()) {
                waiting.add(card);
            } else {
                boolean later = day == 0 && card.dueMillis() > from.toEpochMilli();
                entries.add(new QueueEntry(
                        day, later ? Kind.LATER : Kind.LEARNING, (double) card.dueMillis(), card.card()));
            }
        }
        int introduced = day == 0 ? used.introduced() : 0;
        int reviewed = day == 0 ? used.reviewed() : 0;
        int room = Math.max(0, terms.plan().reviewsPerDay() - reviewed - introduced);
        var reviews = firstOf(waiting, day, room);
        entries.addAll(reviews);
        addNew(entries, day, Math.min(terms.plan().newCardsPerDay() - introduced, room - reviews.size()));
        Collections.sort(entries);
        return new StudyQueue.Day(today + day, from, entries);
    }

    /** Nothing is studied in a break: what falls due waits for the day after. */
    private void putOff(int day) {
        for (var card : starting.get(day)) {
            if (card.inReview()) {
                waiting.add(card);
            } else if (day < terms.daysAhead()) {
                starting.get(day + 1).add(card);
            }
        }
    }

    /** The reviews that a day has room for, which wait no longer. */
    private List<QueueEntry> firstOf(List<DueCard> reviews, int day, int room) {
        if (room == 0 || reviews.isEmpty()) {
            return List.of();
        }
        var place = new ReviewPriority(terms.plan(), terms.order()).key(reviews, today + day);
        // the last of those chosen so far stands in front, so that a better one takes its place
        var chosen = new PriorityQueue<QueueEntry>(Collections.reverseOrder());
        for (var card : reviews) {
            var entry = new QueueEntry(day, Kind.REVIEW, place.applyAsDouble(card), card.card());
            if (chosen.size() < room) {
                chosen.add(entry);
            } else if (entry.compareTo(chosen.element()) < 0) {
                chosen.remove();
                chosen.add(entry);
            }
        }
        var taken = new BitSet();
        chosen.forEach(entry -> taken.set(entry.card()));
        waiting = new ArrayList<>(
                reviews.stream().filter(card -> !taken.get(card.card())).toList());
        return List.copyOf(chosen);
    }

    private void addNew(List<QueueEntry> entries, int day, int room) {
        int left = room;
        for (var put = putOff.iterator(); left > 0 && put.hasNext(); ) {
            int card = put.next();
            if (!isBuried(card, day)) {
                put.remove();
                entries.add(new QueueEntry(day, Kind.NEW, 0, card));
                left--;
            }
        }
        for (; left > 0 && nextNew < cards; nextNew++) {
            if (known.test(nextNew)) {
                continue;
            }
            if (isBuried(nextNew, day)) {
                putOff.add(nextNew);
            } else {
                entries.add(new QueueEntry(day, Kind.NEW, 0, nextNew));
                left--;
            }
        }
    }

    private boolean isBuried(int card, int day) {
        return buried.getOrDefault(card, Long.MIN_VALUE) > today + day;
    }
}
