package dev.engram.card.adapter.mongo;

import dev.engram.card.adapter.mongo.DeckQueries.DeckSummary;
import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.ImportMark;
import dev.engram.card.domain.TextDigest;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.runtime.catalogue.CardContentBson;
import dev.engram.runtime.catalogue.CommitDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;

/** Decks, cards and commits as documents and back. Fields that earlier releases did not store are read as absent. */
final class DeckDocuments {

    /** Of a content, those that may be absent. */
    private static final List<String> OPTIONAL = List.of("provenance", "answer", "source");

    static final String ORIGIN = "origin";

    private DeckDocuments() {}

    /** Without who may see it, which is changed on its own. */
    static Document deck(DeckHeader deck) {
        var mark = deck.imported();
        return new Document("_id", deck.id().value())
                .append("owner", deck.owner().value())
                .append("path", deck.path().segments())
                .append("pathKey", deck.path().key())
                .append("title", deck.title())
                .append("version", deck.version())
                .append("cards", deck.liveCards())
                .append("allCards", deck.cards())
                .append("bytes", deck.bytes())
                .append(
                        "imported",
                        new Document("from", mark.from())
                                .append("to", mark.to())
                                .append("agreed", mark.agreed())
                                .append("open", mark.open())
                                .append("forced", mark.forced()));
    }

    /** Whether an earlier release wrote the deck, without its totals. */
    static boolean lacksTotals(Document deck) {
        return deck.get("bytes") == null;
    }

    static DeckHeader header(Document deck, int allCards, long bytes) {
        var mark = deck.get("imported", Document.class);
        return new DeckHeader(
                new DeckId(deck.get("_id", UUID.class)),
                AccessDocuments.access(deck),
                new DeckPath(deck.getList("path", String.class)),
                deck.getString("title"),
                deck.getLong("version"),
                allCards,
                deck.getInteger("cards"),
                bytes,
                mark == null
                        ? ImportMark.NONE
                        : new ImportMark(
                                mark.getLong("from"),
                                mark.getLong("to"),
                                mark.getLong("agreed"),
                                mark.getBoolean("open", false),
                                mark.getBoolean("forced", false)));
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

    static DeckSummary summary(Document deck, LearnerId reader) {
        var access = AccessDocuments.access(deck);
        return new DeckSummary(
                deck.get("_id", UUID.class),
                deck.getList("path", String.class),
                deck.getString("title"),
                deck.get("owner", UUID.class),
                deck.getLong("version"),
                deck.getInteger("cards"),
                access.visibility(),
                Objects.requireNonNull(access.roleOf(reader), "only decks that are visible are read"));
    }

    static Document card(DeckId deckId, Card card) {
        var document = new Document("_id", card.id().value())
                .append("deckId", deckId.value())
                .append("ordinal", card.ordinal())
                .append("revision", card.revision())
                .append("retired", card.retired());
        document.putAll(CardContentBson.document(card.content()));
        return document.append("version", card.version()).append("key", key(card.key()));
    }

    static Document added(CardAdded added) {
        return card(
                added.stamp().deckId(),
                new Card(
                        added.cardId(),
                        added.ordinal(),
                        added.revision(),
                        added.stamp().version(),
                        added.content(),
                        false));
    }

    /** The update of a card's document. */
    static Document revised(CardRevised revised) {
        CardContent content = revised.content();
        var set = CardContentBson.document(content);
        var unset = new Document();
        OPTIONAL.stream().filter(field -> !set.containsKey(field)).forEach(field -> unset.append(field, ""));
        set.append("revision", revised.revision())
                .append("retired", false)
                .append("version", revised.stamp().version())
                .append("key", key(CardKey.of(content.question())));
        var update = new Document("$set", set);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    /** What cards that ask the same have in common; the rare others with it are told apart by their questions. */
    static UUID key(CardKey key) {
        return TextDigest.of(key).value();
    }

    static Card card(Document card) {
        var version = card.getLong("version");
        return new Card(
                new CardId(card.get("_id", UUID.class)),
                card.getInteger("ordinal"),
                card.getInteger("revision"),
                version == null ? 1 : version,
                CardContentBson.content(card),
                card.getBoolean("retired"));
    }

    /** @param agreed {@link ImportMark#agreed} of the deck, for cards that earlier releases wrote */
    static CardOutline outline(Document stored, long agreed) {
        var card = card(stored);
        var origin = stored.getString(ORIGIN);
        var earlier = card.version() > agreed ? CardOrigin.EDITED : CardOrigin.FILE;
        return card.outline().withOrigin(origin == null ? earlier : CardOrigin.valueOf(origin));
    }

    static Document commit(Commit commit) {
        return CommitDocument.of(commit.deckId(), commit.version(), commit.author(), commit.at(), commit.events());
    }

    static Outgoing outgoing(Document commit) {
        return new Outgoing(
                CommitDocument.deckId(commit),
                CommitDocument.version(commit),
                CommitDocument.events(commit).stream()
                        .map(DeckEvents.codec()::encode)
                        .toList());
    }
}
