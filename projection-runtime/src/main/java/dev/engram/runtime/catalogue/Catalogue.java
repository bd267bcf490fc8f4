package dev.engram.runtime.catalogue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static java.util.Objects.requireNonNull;

import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.query.CatalogueQueries;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Decks and cards in MongoDB. Those that cannot be read are left out of answers and noted. */
public final class Catalogue implements CatalogueQueries {

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
    public boolean holds(DeckId deck) {
        return view.context(deck.toString()).context().about() != null;
    }

    @Override
    public Set<CardId> held(Set<CardId> cards) {
        var ids = cards.stream().map(CardId::value).toList();
        return view.rows(in(Stored.ID, ids))
                .projection(include(Stored.ID))
                .map(mapping::key)
                .into(new HashSet<>());
    }

    @Override
    public List<CatalogueCard> liveCards(Set<DeckId> decks) {
        var cards = new ArrayList<CatalogueCard>();
        for (var stored : view.rows(live(decks)).sort(ascending("deckId", "ordinal", Stored.ID))) {
            view.readable(stored, false, this::card).ifPresent(cards::add);
        }
        return cards;
    }

    @Override
    public Map<CardId, List<Tag>> liveTags(Set<DeckId> decks) {
        var tags = new HashMap<CardId, List<Tag>>();
        for (var stored : view.rows(live(decks)).projection(include("content.tags"))) {
            view.readable(stored, false, row -> CardContentBson.tags(row.get("content", Document.class)))
                    .ifPresent(found -> tags.put(mapping.key(stored), found));
        }
        return tags;
    }

    /** Cards without an ordinal are left out: of them only a later event has been applied. */
    private static Bson live(Set<DeckId> decks) {
        var ids = decks.stream().map(DeckId::value).toList();
        return and(in("deckId", ids), eq("retired", false), new Document("ordinal", new Document("$gte", 0)));
    }

    private CatalogueCard card(Document stored) {
        var id = mapping.key(stored);
        var facts = mapping.state(id, stored);
        return new CatalogueCard(
                id,
                requireNonNull(facts.deckId()),
                requireNonNull(facts.ordinal()),
                facts.revision(),
                requireNonNull(facts.content()),
                facts.retired());
    }
}
