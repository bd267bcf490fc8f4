package dev.engram.runtime.catalogue;

import static com.mongodb.client.model.Aggregates.count;
import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.query.CatalogueQueries;
import dev.engram.projections.query.HeldCard;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Decks and cards in MongoDB. Those that cannot be read are left out of answers and noted. */
public final class Catalogue implements CatalogueQueries {

    private static final int IDS_AT_ONCE = 500;
    private static final String TAGS = "content.tags";

    private final CatalogueMapping mapping = new CatalogueMapping();
    private final ProjectionView<CardId, CardFacts, DeckProgress> view;

    public Catalogue(ProjectionView<CardId, CardFacts, DeckProgress> view) {
        this.view = view;
    }

    /** The projection of deck events. */
    public static ProjectionDefinition<DeckEvent, CardId, CardFacts, DeckProgress> definition(TopicDefinition topic) {
        return new ProjectionDefinition<>(
                new CatalogueProjection(), new CatalogueMapping(), DeckEvents.codec()::decode, topic);
    }

    @Override
    public List<CatalogueDeck> decks(LearnerId owner, Set<DeckId> others) {
        var ids = others.stream().map(DeckId::toString).toList();
        var decks = new ArrayList<CatalogueDeck>();
        for (var stored : view.contexts(or(eq("owner", owner.value()), in(Stored.ID, ids)))
                .sort(ascending(Stored.ID))) {
            view.readable(stored, true, mapping::context)
                    .flatMap(Catalogue::deck)
                    .ifPresent(decks::add);
        }
        return decks;
    }

    private static Optional<CatalogueDeck> deck(DeckProgress progress) {
        return Optional.ofNullable(progress.about())
                .map(about -> new CatalogueDeck(
                        about.deckId(), about.owner(), about.path(), about.title(), progress.completeVersion()));
    }

    @Override
    public Map<CardId, DeckId> held(Set<CardId> cards) {
        var held = new HashMap<CardId, DeckId>();
        for (var row : view.rows(in(Stored.ID, values(cards))).projection(include("deckId"))) {
            held.put(mapping.key(row), new DeckId(row.get("deckId", UUID.class)));
        }
        return held;
    }

    @Override
    public int countLive(Set<DeckId> decks, int atMost) {
        var counted = view.aggregate(List.of(match(live(decks)), limit(atMost), count("cards")))
                .first();
        return counted == null ? 0 : counted.getInteger("cards");
    }

    /** From an index that covers them, unless tags have to be looked at. */
    @Override
    public void eachLive(DeckId deck, @Nullable Tag tag, Predicate<List<CardId>> chunks) {
        var found = view.rows(live(Set.of(deck)))
                .projection(include(tag == null ? Stored.ID : TAGS))
                .sort(ascending("ordinal", Stored.ID));
        try (var rows = found.iterator()) {
            boolean wanted = true;
            while (wanted && rows.hasNext()) {
                var chunk = new ArrayList<CardId>(IDS_AT_ONCE);
                while (chunk.size() < IDS_AT_ONCE && rows.hasNext()) {
                    var row = rows.next();
                    if (carries(row, tag)) {
                        chunk.add(mapping.key(row));
                    }
                }
                wanted = chunks.test(chunk);
            }
        }
    }

    private boolean carries(Document row, @Nullable Tag wanted) {
        return wanted == null || tags(row).orElse(List.of()).stream().anyMatch(tag -> tag.isWithin(wanted));
    }

    @Override
    public void eachTags(Set<DeckId> decks, BiPredicate<CardId, List<Tag>> cards) {
        try (var rows = view.rows(live(decks)).projection(include(TAGS)).iterator()) {
            boolean wanted = true;
            while (wanted && rows.hasNext()) {
                var row = rows.next();
                var tags = tags(row);
                wanted = tags.isEmpty() || cards.test(mapping.key(row), tags.get());
            }
        }
    }

    @Override
    public Map<CardId, List<Tag>> tags(Set<CardId> cards) {
        var tags = new HashMap<CardId, List<Tag>>();
        for (var row : view.rows(in(Stored.ID, values(cards))).projection(include(TAGS))) {
            tags(row).ifPresent(own -> tags.put(mapping.key(row), own));
        }
        return tags;
    }

    @Override
    public Map<CardId, HeldCard> contents(Collection<CardId> cards) {
        var contents = new HashMap<CardId, HeldCard>();
        var asked = include("deckId", "revision", "content");
        for (var row : view.rows(in(Stored.ID, values(cards))).projection(asked)) {
            view.readable(row, false, this::content).ifPresent(found -> contents.put(found.cardId(), found));
        }
        return contents;
    }

    private HeldCard content(Document row) {
        return new HeldCard(
                mapping.key(row),
                new DeckId(row.get("deckId", UUID.class)),
                row.getInteger("revision"),
                CardContentBson.content(row.get("content", Document.class)));
    }

    private Optional<List<Tag>> tags(Document row) {
        return view.readable(row, false, stored -> CardContentBson.tags(stored.get("content", Document.class)));
    }

    private static List<UUID> values(Collection<CardId> cards) {
        return cards.stream().map(CardId::value).toList();
    }

    /** Cards without an ordinal are left out: of them only a later event has been applied. */
    private static Bson live(Set<DeckId> decks) {
        var ids = decks.stream().map(DeckId::value).toList();
        return and(in("deckId", ids), eq("retired", false), new Document("ordinal", new Document("$gte", 0)));
    }
}
