package dev.engram.review.adapter.feed;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.feed.DeckChanges.Card;
import dev.engram.projections.feed.FeedCursorCodec;
import dev.engram.projections.feed.LearnerChanges.Schedule;
import dev.engram.review.adapter.http.ReviewAnswers.State;
import dev.engram.review.adapter.plan.StudyPlan;
import dev.engram.review.application.feed.ChangeFeed;
import dev.engram.review.application.feed.ChangePage;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about changes; absent values and lists that have not changed are left out. */
final class ChangeAnswers {
    private ChangeAnswers() {}

    /** A page of changes, and whether it contains what was asked to be waited for. */
    @Schema(name = "Changes")
    record Changes(
            @Schema(description = "Drop what you hold: this page and those after it say everything")
            boolean reset,

            @Schema(format = "cursor", description = "Hand it on as since, now if there is more, or the next time")
            String next,

            boolean more,
            @Nullable StudyPlan plan,

            @Schema(description = "All decks that are studied and may be seen; absent if these have not changed")
            @Nullable
            List<ChangedDeck> decks,

            List<ChangedSchedule> schedules,
            List<ChangedCard> cards,
            boolean caughtUp,
            boolean parked) {
        static Changes of(ChangeFeed.Answer answer, LearnerId learner) {
            return of(
                    answer.page(),
                    learner,
                    answer.reached().caughtUp(),
                    answer.reached().parked());
        }

        /** As an event of a stream, which waits for nothing. */
        static Changes of(ChangePage page, LearnerId learner) {
            return of(page, learner, true, false);
        }

        private static Changes of(ChangePage page, LearnerId learner, boolean caughtUp, boolean parked) {
            var plan = page.plan();
            var decks = page.decks();
            return new Changes(
                    page.reset(),
                    FeedCursorCodec.encode(page.next()),
                    page.more(),
                    plan == null ? null : StudyPlan.of(plan),
                    decks == null
                            ? null
                            : decks.stream()
                                    .map(deck -> ChangedDeck.of(deck, learner))
                                    .toList(),
                    page.schedules().stream().map(ChangedSchedule::of).toList(),
                    page.cards().stream().map(ChangedCard::of).toList(),
                    caughtUp,
                    parked);
        }
    }

    @Schema(name = "ChangedDeck")
    record ChangedDeck(
            UUID deckId,
            List<String> path,
            String title,
            @Schema(enumeration = {"owner", "learner"}) String role) {
        private static ChangedDeck of(CatalogueDeck deck, LearnerId learner) {
            return new ChangedDeck(
                    deck.deckId().value(),
                    deck.path(),
                    deck.title(),
                    deck.owner().equals(learner) ? "owner" : "learner");
        }
    }

    /**
     * What the history of a card comes to now.
     *
     * @param state       absent where none could be derived
     * @param quarantined why; absent when well
     * @param conflicts   events that came with different contents; absent if there are none
     */
    @Schema(name = "ChangedSchedule")
    record ChangedSchedule(
            UUID cardId,
            @Nullable State state,
            @Nullable String quarantined,
            @Nullable List<UUID> conflicts) {
        private static ChangedSchedule of(Schedule schedule) {
            var state = schedule.state();
            var conflicts =
                    schedule.conflicts().stream().sorted().map(EventId::value).toList();
            return new ChangedSchedule(
                    schedule.cardId().value(),
                    state == null ? null : State.of(state),
                    schedule.quarantined(),
                    conflicts.isEmpty() ? null : conflicts);
        }
    }

    /**
     * A card of a deck that is studied; its content is read by its id.
     *
     * @param ordinal its place in the deck; absent before it was added
     */
    @Schema(name = "ChangedCard")
    record ChangedCard(
            UUID cardId,
            UUID deckId,
            int revision,
            @Nullable Integer ordinal,
            boolean retired) {
        private static ChangedCard of(Card card) {
            return new ChangedCard(
                    card.cardId().value(), card.deckId().value(), card.revision(), card.ordinal(), card.retired());
        }
    }
}
