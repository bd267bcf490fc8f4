package dev.engram.scheduler;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to study now, in order: cards in the steps whose time has come (by due time), due reviews (by due study day, then
 * card id), new cards (in the given order), and last the cards in the steps that come up later on this study day, for
 * clients that would otherwise have nothing to show.
 *
 * <p>Reviews and new cards are limited per study day; new cards count against the limit of reviews too. Cards in the steps
 * are not limited: they have been counted when they entered.
 */
public record StudyQueue(List<Entry> entries) {
    /** Why a card is in the queue. */
    public enum Kind {
        /** In the learning or relearning steps. */
        LEARNING,
        REVIEW,
        NEW
    }

    /** @param dueAt null for a new card */
    public record Entry(CardId cardId, Kind kind, @Nullable Instant dueAt) {}

    public StudyQueue {
        entries = List.copyOf(entries);
    }

    /** Number of cards of one kind. */
    public int count(Kind kind) {
        return (int) entries.stream().filter(entry -> entry.kind() == kind).count();
    }

    /**
     * @param cards states of the cards that may be offered; new ones among them are ignored
     * @param newCards cards never answered that may be offered, in the order to introduce them; those that {@code cards}
     *     knows as answered are ignored
     * @param used what the learner has studied on this study day, in all decks
     */
    public static StudyQueue of(
            Map<CardId, CardState> cards, List<CardId> newCards, StudiedToday used, Plan plan, Instant now) {
        var learning = new ArrayList<Waiting>();
        var ahead = new ArrayList<Waiting>();
        var reviews = new ArrayList<Waiting>();
        cards.forEach((cardId, state) -> {
            var dueAt = state.dueAt();
            var dueDay = Due.studyDay(state, plan);
            if (dueAt == null || dueDay == null || !Due.isDue(state, now, plan)) {
                return;
            }
            var waiting = new Waiting(cardId, dueAt, dueDay);
            if (state.phase() == Phase.REVIEW) {
                reviews.add(waiting);
            } else {
                (dueAt.isAfter(now) ? ahead : learning).add(waiting);
            }
        });
        learning.sort(Waiting.BY_TIME);
        ahead.sort(Waiting.BY_TIME);
        reviews.sort(Waiting.BY_DAY);

        var entries = new ArrayList<Entry>();
        learning.forEach(card -> entries.add(card.entry(Kind.LEARNING)));
        int room = Math.max(0, plan.reviewsPerDay() - used.reviewed() - used.introduced());
        reviews.stream().limit(room).forEach(card -> entries.add(card.entry(Kind.REVIEW)));
        int roomForNew = Math.min(plan.newCardsPerDay() - used.introduced(), room - Math.min(room, reviews.size()));
        newCards.stream()
                .filter(cardId -> cards.getOrDefault(cardId, CardState.NEW).isNew())
                .limit(Math.max(0, roomForNew))
                .forEach(cardId -> entries.add(new Entry(cardId, Kind.NEW, null)));
        ahead.forEach(card -> entries.add(card.entry(Kind.LEARNING)));
        return new StudyQueue(entries);
    }

    private record Waiting(CardId cardId, Instant dueAt, long dueDay) {
        static final Comparator<Waiting> BY_TIME =
                Comparator.comparing(Waiting::dueAt).thenComparing(Waiting::cardId);
        static final Comparator<Waiting> BY_DAY =
                Comparator.comparingLong(Waiting::dueDay).thenComparing(Waiting::cardId);

        Entry entry(Kind kind) {
            return new Entry(cardId, kind, dueAt);
        }
    }
}
