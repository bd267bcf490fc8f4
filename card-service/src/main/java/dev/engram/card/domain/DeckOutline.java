package dev.engram.card.domain;

import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deck and its cards without their texts, which may be far more than memory should hold.
 *
 * @param cards those that a change is about, all cards of the deck where not said otherwise; the retired ones included
 */
public record DeckOutline(DeckHeader header, Map<CardId, CardOutline> cards) {

    public DeckOutline {
        cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    }

    /** The deck that its events, from the first on, have made. */
    public static DeckOutline of(List<? extends DeckEvent> events) {
        if (!(events.getFirst() instanceof DeckCreated created)) {
            throw new IllegalArgumentException("the first event of a deck creates it");
        }
        var header = new DeckHeader(
                created.stamp().deckId(),
                DeckAccess.ofNew(created.owner()),
                new DeckPath(created.path()),
                created.title(),
                1,
                0,
                0,
                0,
                ImportMark.NONE);
        return new DeckOutline(header, Map.of()).after(events);
    }

    /** The deck after {@code events}, which follow those that made it. */
    public DeckOutline after(List<? extends DeckEvent> events) {
        var changed = new LinkedHashMap<>(cards);
        var totals = new Totals(header);
        for (var event : events) {
            totals.version = event.stamp().version();
            switch (event) {
                case DeckCreated _ -> {}
                case CardAdded added ->
                    totals.change(
                            changed.put(added.cardId(), outline(added)),
                            Objects.requireNonNull(changed.get(added.cardId())));
                case CardRevised revised -> {
                    var card = known(revised.cardId(), changed);
                    var after = card.revised(revised.revision(), totals.version, revised.content());
                    changed.put(card.id(), after);
                    totals.change(card, after);
                }
                case CardRetired retired -> {
                    var card = known(retired.cardId(), changed);
                    var after = card.gone(totals.version);
                    changed.put(card.id(), after);
                    totals.change(card, after);
                }
            }
        }
        return new DeckOutline(totals.header(header), changed);
    }

    private static CardOutline outline(CardAdded added) {
        return CardOutline.of(
                added.cardId(), added.ordinal(), added.revision(), added.stamp().version(), false, added.content());
    }

    private static CardOutline known(CardId id, Map<CardId, CardOutline> cards) {
        return Objects.requireNonNull(cards.get(id), () -> "the deck has no card " + id);
    }

    public Optional<CardOutline> card(CardId cardId) {
        return Optional.ofNullable(cards.get(cardId));
    }

    /** The cards by what they ask: of cards with one key the live one, which is one at most. */
    public Map<TextDigest, CardOutline> byKey() {
        var byKey = new HashMap<TextDigest, CardOutline>();
        for (var card : cards.values()) {
            byKey.merge(card.key(), card, (one, other) -> one.retired() ? other : one);
        }
        return byKey;
    }

    /** Runs along with the events. */
    private static final class Totals {
        private long version;
        private int cards;
        private int liveCards;
        private long bytes;

        Totals(DeckHeader header) {
            version = header.version();
            cards = header.cards();
            liveCards = header.liveCards();
            bytes = header.bytes();
        }

        void change(@Nullable CardOutline before, CardOutline after) {
            cards += before == null ? 1 : 0;
            liveCards += live(after) - (before == null ? 0 : live(before));
            bytes += after.bytes() - (before == null ? 0 : before.bytes());
        }

        private static int live(CardOutline card) {
            return card.retired() ? 0 : 1;
        }

        DeckHeader header(DeckHeader before) {
            return new DeckHeader(
                    before.id(),
                    before.access(),
                    before.path(),
                    before.title(),
                    version,
                    cards,
                    liveCards,
                    bytes,
                    before.imported());
        }
    }
}
