package dev.engram.review.application.feed;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
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
import dev.engram.review.application.plan.StudyPlans.InForce;
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
        long identity = identity(learner, own, catalogue);
        var from = since == null || since.identity() != identity ? FeedCursor.beginning(identity, catalogue) : since;
        boolean reset = from != since;
        boolean haveHiddenChanged = from.shown() != studied.digest();
        var turns = scope.learners().context(learner);
        var written = scope.decks()
                .turnsOf(studied.visible().stream().map(CatalogueDeck::deckId).toList());
        boolean begins = from.walk() == null;
        var walk = from.walk() == null ? walk(from, own, haveHiddenChanged) : from.walk();
        var plan = begins && (reset || turns.plan() > from.context()) ? plan() : null;

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

        boolean areDecksTold = haveHiddenChanged
                || begins && haveMembershipsChanged(from, turns)
                || passesNewDeck(from, ofDecks, written);
        var hidden = DeckSet.of(studied.hidden());
        var missed = begins ? hidden : from.missed().and(hidden);
        var next = new FeedCursor(
                identity,
                done ? walk.context() : from.context(),
                ofSchedules,
                ofDecks,
                studied.digest(),
                missed,
                !begins && (from.isMissedSeen() || haveHiddenChanged),
                done ? null : place);
        return new ChangePage(
                reset,
                plan,
                areDecksTold ? studied.visible() : null,
                schedules,
                List.copyOf(cards.values()),
                next,
                !done,
                studied.watched());
    }

    /** Of the learner, too: what another one was told says nothing about this one. */
    private static long identity(LearnerId learner, Turn own, List<Turn> catalogue) {
        long identity =
                learner.value().getMostSignificantBits() * MIX + learner.value().getLeastSignificantBits();
        identity = identity * MIX + own.identity();
        for (var turn : catalogue) {
            identity = identity * MIX + turn.identity();
        }
        return identity;
    }

    /** A {@link DeckSet} may hold decks that were never missed, so nothing returns where nothing has changed. */
    private static Walk walk(FeedCursor from, Turn own, boolean haveHiddenChanged) {
        var returning = haveHiddenChanged || from.isMissedSeen() ? from.missed() : DeckSet.NONE;
        return new Walk(own.turn(), returning, FIRST, Mark.START);
    }

    private InForce plan() {
        return InForce.of(scope.reading().learners().context(learner));
    }

    private static boolean haveMembershipsChanged(FeedCursor from, ContextTurns turns) {
        return from.isBeginning() || turns.memberships().values().stream().anyMatch(turn -> turn > from.context());
    }

    /** Whether marks move past the turn in which a deck became known, which may be on any page of an answer. */
    private boolean passesNewDeck(FeedCursor from, List<Mark> to, Map<DeckId, DeckTurns> written) {
        return written.entrySet().stream().anyMatch(deck -> {
            int partition = scope.decks().partitionOf(deck.getKey());
            long about = deck.getValue().about();
            return about > from.decks().get(partition).turn()
                    && about <= to.get(partition).turn();
        });
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
