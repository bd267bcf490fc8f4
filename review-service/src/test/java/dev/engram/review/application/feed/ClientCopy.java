package dev.engram.review.application.feed;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Plan;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.projections.feed.FeedCursorCodec;
import dev.engram.scheduler.CardState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client holds that applies pages as they say. */
final class ClientCopy {
    final Map<CardId, CardState> schedules = new HashMap<>();

    /** Of the decks that are studied, revision and whether retired. */
    final Map<DeckId, Map<CardId, String>> cards = new HashMap<>();

    Plan plan;
    List<DeckId> decks = List.of();
    FeedCursor cursor;

    void apply(ChangePage page) {
        if (page.reset()) {
            schedules.clear();
            cards.clear();
        }
        if (page.plan() != null) {
            plan = page.plan().plan();
        }
        if (page.decks() != null) {
            decks = page.decks().stream().map(CatalogueDeck::deckId).toList();
            cards.keySet().retainAll(decks);
        }
        page.schedules()
                .forEach(schedule -> schedules.put(
                        schedule.cardId(), Optional.ofNullable(schedule.state()).orElseThrow()));
        page.cards()
                .forEach(card -> cards.computeIfAbsent(card.deckId(), _ -> new HashMap<>())
                        .put(card.cardId(), card.revision() + (card.retired() ? " retired" : "")));
        cursor = FeedCursorCodec.decode(
                FeedCursorCodec.encode(page.next()), page.next().decks().size());
    }
}
