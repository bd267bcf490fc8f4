package dev.engram.review.application.feed;

import dev.engram.events.DeckId;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.feed.DeckChanges.Card;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.projections.feed.LearnerChanges.Schedule;
import dev.engram.review.application.plan.StudyPlans.InForce;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of what has changed for a learner: what it is now, once for each card, not each event.
 *
 * @param reset the client drops what it holds before it takes this page in: everything is told
 * @param plan in force; null if it has not changed
 * @param decks all decks that the learner studies and may see; null if these have not changed
 * @param next where the next page, or the next answer, goes on
 * @param more whether more is to be told now
 * @param watched decks of which changes are told, also those that are not held or cannot be seen at present
 */
public record ChangePage(
        boolean reset,
        @Nullable InForce plan,
        @Nullable List<CatalogueDeck> decks,
        List<Schedule> schedules,
        List<Card> cards,
        FeedCursor next,
        boolean more,
        Set<DeckId> watched) {

    public ChangePage {
        decks = decks == null ? null : List.copyOf(decks);
        schedules = List.copyOf(schedules);
        cards = List.copyOf(cards);
        watched = Set.copyOf(watched);
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return !reset && plan == null && decks == null && schedules.isEmpty() && cards.isEmpty();
    }
}
