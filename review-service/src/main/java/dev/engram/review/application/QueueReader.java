package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CardQuestion;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.StateConsumer;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.DueCards;
import dev.engram.scheduler.Recall;
import dev.engram.scheduler.StudyQueue;
import dev.engram.scheduler.StudyQueue.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what a learner should study next: from card states, cards of joined decks, plan and time. Ids and states come first, and
 * questions are read only of cards that are listed or offered as new: what it takes in memory does not depend on the size of
 * decks, but on how many cards are due, by some hundred bytes each, and on the new cards of a day.
 */
public final class QueueReader {
    /** Characters of questions, beyond which no more cards are listed. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final int QUESTIONS_AT_ONCE = 50;

    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final JobSlots slots;
    private final InstantSource clock;
    private final Duration longestWait;

    /**
     * @param slots how many queues are put together at a time
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public QueueReader(
            ProjectionQueries queries,
            VisibleDecks visible,
            JobSlots slots,
            InstantSource clock,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.slots = slots;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /**
     * Which part of the queue is wanted.
     *
     * @param deckId only this deck; null for all
     * @param tag    only cards with this tag or one nested in it; null for all
     * @param limit  most cards to be listed, {@code >= 0}; the counts are of the whole
     */
    public record Wanted(@Nullable DeckId deckId, @Nullable Tag tag, int limit) {}

    /**
     * One card to be studied.
     *
     * @param state          {@link CardState#NEW} for a new card
     * @param retrievability probability of recall at the moment of the answer; null for a new card
     * @param leech          whether it was forgotten more often than predicted ({@link LeechReader})
     */
    public record Item(
            Entry entry,
            CardQuestion card,
            CardState state,
            @Nullable Double retrievability,
            boolean leech) {}

    /**
     * The queue at a moment.
     *
     * @param queue       the whole, for counting
     * @param items       the first of it, up to the limit
     * @param quarantined number of cards left out since no state could be derived for them
     */
    public record Answer(
            Instant asOf,
            CatchUpResult reached,
            @Nullable Instant dataUpTo,
            StudyQueue queue,
            List<Item> items,
            int quarantined) {
        public Answer {
            items = List.copyOf(items);
        }
    }

    /** The queue of a learner as of now. */
    public Answer of(CallerToken caller, Wanted wanted, Position after) {
        var reached = queries.await(after, longestWait);
        return slots.run(caller.learnerId(), () -> queries.within(scope -> answer(scope, caller, wanted, reached)));
    }

    /** What is due of a learner's cards, and the cards that have no state. */
    private static final class Studied implements StateConsumer {
        private final Plan plan;
        private final DueCards due;
        private final Set<CardId> quarantined = new HashSet<>();

        Studied(LearnerContext context, Instant now) {
            this.plan = context.plan();
            this.due = new DueCards(plan, context.calendar(), now);
        }

        @Override
        public void state(CardId card, CardState state) {
            due.add(card, state);
        }

        @Override
        public void quarantined(CardId card, String reason) {
            quarantined.add(card);
        }
    }

    private Answer answer(ReadScope scope, CallerToken caller, Wanted wanted, CatchUpResult reached) {
        var learnerId = caller.learnerId();
        var now = clock.instant();
        var studied = scope.learners()
                .states(learnerId, new CardSelection.ForQueue(now), context -> new Studied(context, now));
        var decks = DeckMemberships.byPath(visible.studied(scope, caller)).stream()
                .map(CatalogueDeck::deckId)
                .filter(deck -> wanted.deckId() == null || wanted.deckId().equals(deck))
                .toList();
        var offered = live(scope, studied.due.cards(), decks, wanted);
        var queue = studied.due.queue(
                offered::contains,
                newCards(scope, learnerId, decks, wanted, studied.due::isOffered, studied.due.mostNew()));
        return new Answer(
                now,
                reached,
                scope.learners().dataUpTo(learnerId),
                queue,
                items(scope, learnerId, queue, wanted.limit(), studied.plan, now),
                live(scope, studied.quarantined, decks, wanted).size());
    }

    private static Set<CardId> live(ReadScope scope, Collection<CardId> cards, List<DeckId> decks, Wanted wanted) {
        return cards.isEmpty() || decks.isEmpty()
                ? Set.of()
                : scope.catalogue().live(cards, Set.copyOf(decks), wanted.tag());
    }

    /** The first cards never answered, deck by deck, in the order in which their author placed them. */
    private static List<CardId> newCards(
            ReadScope scope,
            LearnerId learnerId,
            List<DeckId> decks,
            Wanted wanted,
            Predicate<CardState> offered,
            int most) {
        var found = new ArrayList<CardId>();
        for (var deck : decks) {
            if (found.size() >= most) {
                break;
            }
            scope.catalogue().eachLive(deck, wanted.tag(), chunk -> {
                var known = scope.learners().states(learnerId, new CardSelection.Of(chunk));
                var unanswered = chunk.stream()
                        .filter(card -> offered.test(known.states().getOrDefault(card, CardState.NEW))
                                && !known.quarantined().containsKey(card))
                        .toList();
                for (int from = 0; from < unanswered.size() && found.size() < most; ) {
                    int to = Math.min(unanswered.size(), from + most - found.size());
                    var some = unanswered.subList(from, to);
                    // a card that cannot be read would take the place of one that can
                    var readable = scope.catalogue().questions(some).keySet();
                    some.stream().filter(readable::contains).forEach(found::add);
                    from = to;
                }
                return found.size() < most;
            });
        }
        return found;
    }

    private static List<Item> items(
            ReadScope scope, LearnerId learnerId, StudyQueue queue, int limit, Plan plan, Instant now) {
        var items = new ArrayList<Item>();
        var leeches = limit == 0 ? Set.<CardId>of() : LeechReader.flagged(scope, learnerId);
        var entries = queue.entries().subList(0, Math.min(limit, queue.entries().size()));
        int characters = 0;
        for (int from = 0; from < entries.size() && characters < MOST_CHARACTERS; from += QUESTIONS_AT_ONCE) {
            var some = entries.subList(from, Math.min(entries.size(), from + QUESTIONS_AT_ONCE));
            var ids = some.stream().map(Entry::cardId).toList();
            var questions = scope.catalogue().questions(ids);
            var states = scope.learners()
                    .states(learnerId, new CardSelection.Of(ids))
                    .states();
            // Weights that FSRS cannot use leave no state to be asked about, and would be refused here.
            var recall = states.isEmpty() ? null : Recall.under(plan);
            for (var entry : some) {
                var question = questions.get(entry.cardId());
                if (question != null && characters < MOST_CHARACTERS) {
                    characters += question.question().length();
                    var state = states.getOrDefault(entry.cardId(), CardState.NEW);
                    items.add(new Item(
                            entry,
                            question,
                            state,
                            recall == null || state.isNew() ? null : recall.of(state, now),
                            leeches.contains(entry.cardId())));
                }
            }
        }
        return items;
    }
}
