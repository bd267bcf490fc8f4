package dev.engram.card.application;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.TextDigest;
import dev.engram.card.domain.text.DeckText;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.card.domain.text.DeckTextReader;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.card.domain.text.DeckTextWriter;
import dev.engram.card.domain.text.DeckTextWriter.DeckWriting;
import dev.engram.card.domain.text.DeckTextWriter.StoredCard;
import dev.engram.card.domain.text.FileText;
import dev.engram.card.domain.text.UnwritableCard;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        record Written(DeckHeader deck, FileText file, List<String> authors) implements ExportResult {}

        /** None that the reader may see. */
        record NoSuchDeck() implements ExportResult {}

        /** The format cannot carry the deck. */
        record Unwritable(List<String> reasons, List<Refused> cards) implements ExportResult {}
    }

    /** A card that the format cannot carry. */
    public record Refused(CardId cardId, UnwritableCard why) {}

    public ExportResult run(LearnerId reader, DeckId deckId) {
        return store.outline(deckId)
                .filter(deck -> deck.header().access().isVisibleTo(reader))
                .map(this::write)
                .orElseGet(ExportResult.NoSuchDeck::new);
    }

    /** Texts of cards are read only where the latest file is not the answer: there may be as many as memory can hold. */
    private ExportResult write(DeckOutline deck) {
        var header = deck.header();
        var kept = new KeptLines(deck);
        for (int newer = 0; newer < DeckFile.KEPT && !kept.isComplete(); newer++) {
            var file = store.file(header.id(), newer).orElse(null);
            if (file != null && DeckTextReader.read(file.text(), file.authors()) instanceof DeckReading.Read reading) {
                if (newer == 0 && kept.isExactly(reading.deck())) {
                    var authors = file.authors().stream().sorted().toList();
                    return new ExportResult.Written(header, FileText.of(file.text()), authors);
                }
                kept.add(reading.deck());
            }
        }
        return store.find(header.id()).map(now -> write(header, now, kept)).orElseGet(ExportResult.NoSuchDeck::new);
    }

    private static ExportResult write(DeckHeader header, Deck deck, KeptLines kept) {
        var ordered = deck.cards().values().stream()
                .filter(card -> !card.retired())
                .sorted(kept.order())
                .toList();
        var stored = ordered.stream()
                .map(card -> new StoredCard(card.content(), kept.lines.get(card.id())))
                .toList();
        return switch (DeckTextWriter.write(deck.path(), kept.head, stored)) {
            case DeckWriting.Written(var file, var authors) -> new ExportResult.Written(header, file, authors);
            case DeckWriting.Unwritable(var reasons, var refused) ->
                new ExportResult.Unwritable(
                        reasons,
                        refused.stream()
                                .map(why -> new Refused(ordered.get(why.index()).id(), why))
                                .toList());
        };
    }

    /** What the kept files say of the live cards of a deck, the newest file first. */
    private static final class KeptLines {

        private final Map<TextDigest, CardOutline> byKey = new HashMap<>();
        private final Map<CardId, FileText> lines = new HashMap<>();
        private final Set<CardId> unedited = new HashSet<>();
        private final Map<CardId, Integer> places = new HashMap<>();
        private @Nullable String head;

        KeptLines(DeckOutline deck) {
            deck.cards().values().stream().filter(card -> !card.retired()).forEach(card -> byKey.put(card.key(), card));
        }

        boolean isComplete() {
            return unedited.size() == byKey.size();
        }

        /** Whether the file has the cards of the deck and no others; their order is the file's. */
        boolean isExactly(DeckText file) {
            return file.cards().size() == byKey.size()
                    && file.cards().stream().allMatch(said -> {
                        var card = card(said);
                        return card != null && card.says(said.content());
                    });
        }

        void add(DeckText file) {
            boolean newest = head == null;
            head = newest ? file.head() : head;
            for (var said : file.cards()) {
                var card = card(said);
                if (card != null) {
                    if (newest) {
                        places.put(card.id(), said.line());
                    }
                    // of an edited card the writer takes the empty lines that follow it
                    if (card.says(said.content()) && unedited.add(card.id()) || newest) {
                        lines.put(card.id(), said.lines());
                    }
                }
            }
        }

        private @Nullable CardOutline card(CardText said) {
            return byKey.get(TextDigest.of(CardKey.of(said.content().question())));
        }

        Comparator<Card> order() {
            return Comparator.comparingInt((Card card) -> places.getOrDefault(card.id(), Integer.MAX_VALUE))
                    .thenComparingInt(Card::ordinal);
        }
    }
}
