package dev.engram.card.adapter.mongo;

import dev.engram.card.application.DeckShelf.DeckSummary;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Decks and cards as documents and back. */
final class DeckDocuments {

    private DeckDocuments() {}

    static Document deck(Deck deck) {
        return new Document("_id", deck.id().value())
                .append("owner", deck.owner().value())
                .append("path", deck.path().segments())
                .append("pathKey", deck.path().key())
                .append("title", deck.title())
                .append("version", deck.version())
                .append("cards", deck.liveCards());
    }

    static Deck deck(Document deck, Map<CardId, Card> cards) {
        return new Deck(
                new DeckId(deck.get("_id", UUID.class)),
                new LearnerId(deck.get("owner", UUID.class)),
                new DeckPath(deck.getList("path", String.class)),
                deck.getString("title"),
                deck.getLong("version"),
                cards);
    }

    static DeckSummary summary(Document deck) {
        return new DeckSummary(
                new DeckId(deck.get("_id", UUID.class)),
                new LearnerId(deck.get("owner", UUID.class)),
                deck.getList("path", String.class),
                deck.getString("title"),
                deck.getLong("version"),
                deck.getInteger("cards"));
    }

    static Document card(DeckId deckId, Card card) {
        var document = new Document("_id", card.id().value())
                .append("deckId", deckId.value())
                .append("ordinal", card.ordinal())
                .append("revision", card.revision())
                .append("retired", card.retired());
        document.putAll(content(card.content()));
        return document;
    }

    static Card card(Document card) {
        return new Card(
                new CardId(card.get("_id", UUID.class)),
                card.getInteger("ordinal"),
                card.getInteger("revision"),
                content(card),
                card.getBoolean("retired"));
    }

    /** Absent fields are left out. */
    static Document content(CardContent content) {
        var document = new Document("question", content.question());
        document.append("tags", content.tags().stream().map(Tag::value).collect(Collectors.toList()));
        put(document, "provenance", content.provenance());
        put(document, "answer", answer(content.answer()));
        put(document, "source", source(content.source()));
        return document;
    }

    static CardContent content(Document content) {
        return new CardContent(
                content.getString("question"),
                content.getString("provenance"),
                content.getList("tags", String.class).stream().map(Tag::new).toList(),
                answer(content.get("answer", Document.class)),
                source(content.get("source", Document.class)));
    }

    private static @Nullable Document answer(@Nullable Answer answer) {
        if (answer == null) {
            return null;
        }
        var document = new Document("seeSource", answer.seeSource());
        put(document, "author", answer.author());
        put(document, "text", answer.text());
        return document;
    }

    private static @Nullable Answer answer(@Nullable Document answer) {
        return answer == null
                ? null
                : new Answer(answer.getString("author"), answer.getString("text"), answer.getBoolean("seeSource"));
    }

    private static @Nullable Document source(@Nullable Source source) {
        if (source == null) {
            return null;
        }
        var document = new Document("title", source.title());
        var locator = source.locator();
        if (locator != null) {
            document.append("locator", new Document("kind", locator.kind()).append("value", locator.value()));
        }
        return document;
    }

    private static @Nullable Source source(@Nullable Document source) {
        if (source == null) {
            return null;
        }
        var locator = source.get("locator", Document.class);
        return new Source(
                source.getString("title"),
                locator == null ? null : new Locator(locator.getString("kind"), locator.getString("value")));
    }

    private static void put(Document document, String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value);
        }
    }
}
