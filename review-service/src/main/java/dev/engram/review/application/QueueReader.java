package dev.engram.review.application;

import static java.util.Objects.requireNonNull;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Recall;
import dev.engram.scheduler.StudiedToday;
import dev.engram.scheduler.StudyQueue;
import dev.engram.scheduler.StudyQueue.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a learner should study next: from card states, cards of joined decks, plan and time. */
public final class QueueReader {
    private final ProjectionQueries queries;
    private final InstantSource clock;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public QueueReader(ProjectionQueries queries, InstantSource clock, Duration longestWait) {
        this.queries = queries;
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
     */
    public record Item(
            Entry entry,
            CatalogueCard card,
            CardState state,
            @Nullable Double retrievability) {}

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
    public Answer of(LearnerId learnerId, Wanted wanted, Position after) {
        var reached = queries.await(after, longestWait);
        return queries.within(scope -> answer(scope, learnerId, wanted, reached));
    }

    private Answer answer(ReadScope scope, LearnerId learnerId, Wanted wanted, CatchUpResult reached) {
        var dataUpTo = scope.learners().dataUpTo(learnerId);
        var known = scope.learners().states(learnerId);
        var plan = known.context().plan();
        var cards = cards(scope, learnerId, wanted);
        var now = clock.instant();

        var offered = new HashMap<>(known.states());
        offered.keySet().retainAll(cards.keySet());
        var unanswered = cards.keySet().stream()
                .filter(card -> !known.quarantined().containsKey(card))
                .toList();
        var used = StudiedToday.of(known.states().values(), plan, now);
        var queue = StudyQueue.of(offered, unanswered, used, plan, now);
        // Weights that FSRS cannot use leave no state to be asked about, and would be refused here.
        var recall = offered.isEmpty() ? null : Recall.under(plan);
        var items = queue.entries().stream()
                .limit(wanted.limit())
                .map(entry -> item(entry, requireNonNull(cards.get(entry.cardId())), known.states(), recall, now))
                .toList();
        int quarantined = (int)
                cards.keySet().stream().filter(known.quarantined()::containsKey).count();
        return new Answer(now, reached, dataUpTo, queue, items, quarantined);
    }

    private static Item item(
            Entry entry, CatalogueCard card, Map<CardId, CardState> states, @Nullable Recall recall, Instant now) {
        var state = states.getOrDefault(entry.cardId(), CardState.NEW);
        return new Item(entry, card, state, recall == null || state.isNew() ? null : recall.of(state, now));
    }

    /** The cards wanted, deck by deck, in the order in which their author placed them. */
    private static Map<CardId, CatalogueCard> cards(ReadScope scope, LearnerId learnerId, Wanted wanted) {
        var place = new HashMap<DeckId, Integer>();
        for (var deck : DeckMemberships.decks(scope, learnerId)) {
            if (wanted.deckId() == null || wanted.deckId().equals(deck.deckId())) {
                place.put(deck.deckId(), place.size());
            }
        }
        if (place.isEmpty()) {
            return Map.of();
        }
        return scope.catalogue().liveCards(place.keySet()).stream()
                .filter(card -> wanted.tag() == null || carries(card, wanted.tag()))
                .sorted(Comparator.comparing((CatalogueCard card) -> place.get(card.deckId()))
                        .thenComparingInt(CatalogueCard::ordinal)
                        .thenComparing(CatalogueCard::cardId))
                .collect(
                        Collectors.toMap(CatalogueCard::cardId, card -> card, (first, _) -> first, LinkedHashMap::new));
    }

    private static boolean carries(CatalogueCard card, Tag wanted) {
        return card.content().tags().stream()
                .flatMap(tag -> tag.withAncestors().stream())
                .anyMatch(tag -> tag.key().equals(wanted.key()));
    }
}
