package dev.engram.scheduler;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to study now, in order: cards in the steps whose time has come (by due time), due reviews (in the order of the
 * plan, after a break by the recall that waiting would lose), new cards (in the given order), and last the cards in the steps that come up later on this study day, for
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
     * @param cards what is due of the learner's cards
     * @param offered which of them may be offered
     * @param newCards cards never answered that may be offered, in the order to introduce them; no more than
     *     {@link DueCards#mostNew} of them are needed
     * @param used what the learner has studied on this study day, in all decks
     */
    static StudyQueue of(
            List<DueCard> cards,
            Predicate<CardId> offered,
            List<CardId> newCards,
            StudiedToday used,
            Plan plan,
            Instant now,
            long today) {
        var learning = new ArrayList<DueCard>();
        var ahead = new ArrayList<DueCard>();
        var reviews = new ArrayList<DueCard>();
        for (var card : cards) {
            if (offered.test(card.cardId())) {
                (card.inReview() ? reviews : card.dueAt().isAfter(now) ? ahead : learning).add(card);
            }
        }
        learning.sort(DueCard.BY_TIME);
        ahead.sort(DueCard.BY_TIME);
        if (!reviews.isEmpty()) {
            long end = ReviewPriority.lastBreakBefore(plan, today);
            boolean afterBreak = reviews.stream().anyMatch(card -> card.dueDay() <= end);
            reviews.sort(new ReviewPriority(plan).order(today, afterBreak));
        }

        var entries = new ArrayList<Entry>();
        learning.forEach(card -> entries.add(card.entry(Kind.LEARNING)));
        int room = Math.max(0, plan.reviewsPerDay() - used.reviewed() - used.introduced());
        reviews.stream().limit(room).forEach(card -> entries.add(card.entry(Kind.REVIEW)));
        int roomForNew = Math.min(plan.newCardsPerDay() - used.introduced(), room - Math.min(room, reviews.size()));
        newCards.stream()
                .limit(Math.max(0, roomForNew))
                .forEach(cardId -> entries.add(new Entry(cardId, Kind.NEW, null)));
        ahead.forEach(card -> entries.add(card.entry(Kind.LEARNING)));
        return new StudyQueue(entries);
    }
}
