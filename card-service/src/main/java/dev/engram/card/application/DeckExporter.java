package dev.engram.card.application;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.text.DeckText;
import dev.engram.card.domain.text.DeckTextReader;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.card.domain.text.DeckTextWriter;
import dev.engram.card.domain.text.DeckTextWriter.DeckWriting;
import dev.engram.card.domain.text.DeckTextWriter.StoredCard;
import dev.engram.card.domain.text.UnwritableCard;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a deck as a file. Cards that are as they were imported keep the lines of their file, so that an unedited deck gives
 * the file back byte for byte; the order is that of the latest file, and what it does not have follows in the deck's order.
 */
@Singleton
public final class DeckExporter {

    private final CommitStore store;

    public DeckExporter(CommitStore store) {
        this.store = store;
    }

    /** What became of an export. */
    public sealed interface ExportResult {

        /** @param authors names that must be given when the file is imported */
        record Written(long version, String name, String text, List<String> authors) implements ExportResult {}

        record NoSuchDeck() implements ExportResult {}

        /** The format cannot carry the deck. */
        record Unwritable(List<String> reasons, List<Refused> cards) implements ExportResult {}
    }

    /** A card that the format cannot carry. */
    public record Refused(CardId cardId, UnwritableCard why) {}

    public ExportResult run(DeckId deckId) {
        return store.find(deckId).map(this::write).orElseGet(ExportResult.NoSuchDeck::new);
    }

    private ExportResult write(Deck deck) {
        var cards =
                deck.cards().values().stream().filter(card -> !card.retired()).toList();
        var kept = new KeptLines(cards);
        for (var file : store.files(deck.id())) {
            if (!kept.isComplete()
                    && DeckTextReader.read(file.text(), file.authors()) instanceof DeckReading.Read reading) {
                kept.add(reading.deck());
            }
        }
        var ordered = kept.inOrder(cards);
        var stored = ordered.stream()
                .map(card -> new StoredCard(card.content(), kept.lines.get(card.id())))
                .toList();
        return switch (DeckTextWriter.write(deck.path(), kept.head, stored)) {
            case DeckWriting.Written(var text, var authors) ->
                new ExportResult.Written(deck.version(), deck.path().segments().getLast(), text, authors);
            case DeckWriting.Unwritable(var reasons, var refused) ->
                new ExportResult.Unwritable(
                        reasons,
                        refused.stream()
                                .map(why -> new Refused(ordered.get(why.index()).id(), why))
                                .toList());
        };
    }

    /** What the kept files say of the cards of a deck, the newest file first. */
    private static final class KeptLines {

        private final Map<CardKey, Card> byKey = new HashMap<>();
        private final Map<CardId, String> lines = new HashMap<>();
        private final Map<CardId, Integer> places = new HashMap<>();
        private @Nullable String head;

        KeptLines(List<Card> cards) {
            cards.forEach(card -> byKey.put(card.key(), card));
        }

        boolean isComplete() {
            return lines.size() == byKey.size();
        }

        void add(DeckText file) {
            boolean newest = head == null;
            head = newest ? file.head() : head;
            for (var said : file.cards()) {
                var card = byKey.get(CardKey.of(said.content().question()));
                if (card != null) {
                    if (newest) {
                        places.put(card.id(), said.line());
                    }
                    if (card.content().equals(said.content())) {
                        lines.putIfAbsent(card.id(), said.lines());
                    }
                }
            }
        }

        List<Card> inOrder(List<Card> cards) {
            var ordered = new ArrayList<>(cards);
            ordered.sort(Comparator.comparingInt((Card card) -> places.getOrDefault(card.id(), Integer.MAX_VALUE))
                    .thenComparingInt(Card::ordinal));
            return ordered;
        }
    }
}
