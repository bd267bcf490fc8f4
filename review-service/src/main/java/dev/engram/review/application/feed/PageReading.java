package dev.engram.review.application.feed;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.feed.ChangeQueries.ChangeScope;
import dev.engram.projections.feed.DeckChanges.Card;
import dev.engram.projections.feed.DeckChanges.DeckTurns;
import dev.engram.projections.feed.DeckSet;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.projections.feed.FeedCursor.Walk;
import dev.engram.projections.feed.LearnerChanges.ContextTurns;
import dev.engram.projections.feed.LearnerChanges.Schedule;
import dev.engram.projections.feed.Mark;
import dev.engram.projections.feed.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page: what plan and memberships became, then whole decks that are new to the client, then schedules and cards in the
 * order in which they were written last. Each place moves only over what was told, and what is written meanwhile comes later in that
 * order, so nothing is left out. Used once.
 */
final class PageReading {

    /** The first in the order of ids, which is that of {@link UUID#compareTo}. */
    private static final DeckId FIRST = new DeckId(new UUID(Long.MIN_VALUE, Long.MIN_VALUE));

    /** All cards of a deck. */
    private static final Mark WHOLE = Mark.all(Long.MAX_VALUE);

    private static final long MIX = 1_000_003;

    private final ChangeScope scope;
    private final StudiedDecks studied;
    private final LearnerId learner;
    private final List<Schedule> schedules = new ArrayList<>();

    /** Each once: the cards of a deck that is told whole may have changed lately, too. */
    private final Map<CardId, Card> cards = new LinkedHashMap<>();

    PageReading(ChangeScope scope, StudiedDecks studied, LearnerId learner) {
        this.scope = scope;
        this.studied = studied;
        this.learner = learner;
    }

    ChangePage page(@Nullable FeedCursor since, int limit) {
        var own = scope.learners().turn(learner);
        var catalogue = scope.decks().turns();
        long identity = identity(own, catalogue);
        var from = since == null || since.identity() != identity ? FeedCursor.beginning(identity, catalogue) : since;
        boolean reset = from != since;
        var turns = scope.learners().context(learner);
        var written = scope.decks()
                .turnsOf(studied.visible().stream().map(CatalogueDeck::deckId).toList());
        var walk = from.walk() == null ? new Walk(own.turn(), from.missed(), FIRST, Mark.START) : from.walk();
        boolean begins = from.walk() == null;
        var plan = begins && (reset || turns.plan() > from.context()) ? plan() : null;
        var decks = begins && haveDecksChanged(from, turns, written) || from.shown() != studied.digest()
                ? studied.visible()
                : null;

        var place = wholeDecks(from, walk, turns, limit);
        boolean done = place.deck() == null;
        var ofSchedules = done ? schedules(from.schedules(), Mark.all(own.turn()), limit) : from.schedules();
        done &= Mark.all(own.turn()).equals(ofSchedules);
        var ofDecks = new ArrayList<>(from.decks());
        for (int partition = 0; partition < ofDecks.size() && done; partition++) {
            var last = Mark.all(catalogue.get(partition).turn());
            ofDecks.set(partition, changedCards(partition, written, from.decks().get(partition), last, limit));
            done = last.equals(ofDecks.get(partition));
        }

        var hidden = DeckSet.of(studied.hidden());
        var missed = begins ? hidden : from.missed().and(hidden);
        var next = new FeedCursor(
                identity,
                done ? walk.context() : from.context(),
                ofSchedules,
                ofDecks,
                studied.digest(),
                missed,
                done ? null : place);
        return new ChangePage(
                reset, plan, decks, schedules, List.copyOf(cards.values()), next, !done, studied.watched());
    }

    private static long identity(Turn own, List<Turn> catalogue) {
        long identity = own.identity();
        for (var turn : catalogue) {
            identity = identity * MIX + turn.identity();
        }
        return identity;
    }

    private Plan plan() {
        return scope.reading().learners().context(learner).plan();
    }

    private boolean haveDecksChanged(FeedCursor from, ContextTurns turns, Map<DeckId, DeckTurns> written) {
        return from.isBeginning()
                || turns.memberships().values().stream().anyMatch(turn -> turn > from.context())
                || written.entrySet().stream()
                        .anyMatch(deck -> deck.getValue().about()
                                > markOf(from, deck.getKey()).turn());
    }

    private Mark markOf(FeedCursor from, DeckId deck) {
        return from.decks().get(scope.decks().partitionOf(deck));
    }

    private int room(int limit) {
        return limit - schedules.size() - cards.size();
    }

    private Walk wholeDecks(FeedCursor from, Walk walk, ContextTurns turns, int limit) {
        var position = walk.deck();
        if (position == null) {
            return walk;
        }
        for (var deck : studied.visible()) {
            var id = deck.deckId();
            int order = id.value().compareTo(position.value());
            if (order < 0 || !isToldWhole(id, from, walk, turns)) {
                continue;
            }
            var mark = cards(List.of(id), order == 0 ? walk.mark() : Mark.START, WHOLE, limit);
            if (!mark.equals(WHOLE)) {
                return new Walk(walk.context(), walk.returning(), id, mark);
            }
        }
        return new Walk(walk.context(), walk.returning(), null, Mark.START);
    }

    private static boolean isToldWhole(DeckId deck, FeedCursor from, Walk walk, ContextTurns turns) {
        long changed = turns.memberships().getOrDefault(deck, 0L);
        return from.isBeginning()
                || walk.returning().mayHold(deck)
                || changed > from.context() && changed <= walk.context();
    }

    private Mark schedules(Mark from, Mark last, int limit) {
        int room = room(limit);
        if (from.equals(last) || room == 0) {
            return from;
        }
        var found = scope.learners().schedules(learner, from, room);
        schedules.addAll(found);
        return found.size() < room
                ? last
                : new Mark(found.getLast().turn(), found.getLast().cardId());
    }

    private Mark changedCards(int partition, Map<DeckId, DeckTurns> written, Mark from, Mark last, int limit) {
        var changed = studied.visible().stream()
                .map(CatalogueDeck::deckId)
                .filter(deck -> scope.decks().partitionOf(deck) == partition)
                .filter(deck -> written.containsKey(deck)
                        && from.isBefore(written.get(deck).any()))
                .toList();
        return changed.isEmpty() ? last : cards(changed, from, last, limit);
    }

    /** @return how far cards were told: {@code last} where all were */
    private Mark cards(List<DeckId> decks, Mark from, Mark last, int limit) {
        int room = room(limit);
        if (room == 0) {
            return from;
        }
        var found = scope.decks().cards(decks, from, room);
        found.forEach(card -> cards.put(card.cardId(), card));
        return found.size() < room
                ? last
                : new Mark(found.getLast().turn(), found.getLast().cardId());
    }
}
