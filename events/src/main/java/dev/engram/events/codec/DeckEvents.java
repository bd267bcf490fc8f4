package dev.engram.events.codec;

import dev.engram.events.CardAdded;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import java.util.Map;

/** The stream of topic {@code engram.cards}, keyed by deck. */
public final class DeckEvents {

    private static final EventCodec<DeckEvent> CODEC = new EventCodec<>(
            "urn:engram:card-service",
            Map.of(
                    "engram.deck.created.v1", EventVersion.current(DeckCreated.class),
                    "engram.card.added.v1", EventVersion.current(CardAdded.class),
                    "engram.card.revised.v1", EventVersion.current(CardRevised.class),
                    "engram.card.retired.v1", EventVersion.current(CardRetired.class)),
            event -> new EventCodec.Envelope(
                    "%s@%d.%d"
                            .formatted(
                                    event.stamp().deckId(),
                                    event.stamp().version(),
                                    event.stamp().index()),
                    event.stamp().deckId().toString(),
                    event.stamp().at()));

    private DeckEvents() {}

    public static EventCodec<DeckEvent> codec() {
        return CODEC;
    }
}
