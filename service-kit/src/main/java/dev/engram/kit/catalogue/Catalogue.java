package dev.engram.kit.catalogue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.Position;
import dev.engram.kit.projection.Progress;
import dev.engram.kit.projection.mongo.ProjectionReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Reads decks and cards from the catalogue of this service, which may lag behind their owner. Safe for use by many
 * threads. Every method throws what the driver throws if MongoDB does not answer in time.
 */
public final class Catalogue {

    private static final String ID = "_id";

    private final CatalogueMapping mapping = new CatalogueMapping();
    private final ProjectionReader<CardId, CardFacts, DeckProgress> reader;

    public Catalogue(ProjectionReader<CardId, CardFacts, DeckProgress> reader) {
        this.reader = reader;
    }

    /**
     * @param database of a client that serves requests
     * @param topic of deck events, {@link dev.engram.events.topic.Topics#CARDS} by its name here
     * @param progress of the runner of the projection in this process
     */
    public static Catalogue of(MongoDatabase database, TopicDefinition topic, Progress progress) {
        return new Catalogue(
                new ProjectionReader<>(database, new CatalogueProjection(), new CatalogueMapping(), topic, progress));
    }

    /** The decks of an owner, by id. */
    public List<CatalogueDeck> decksOwnedBy(LearnerId owner) {
        return decksWhere(eq("owner", owner.value()));
    }

    /** Those of {@code decks} that are held, by id. */
    public List<CatalogueDeck> decks(Collection<DeckId> decks) {
        return decks.isEmpty()
                ? List.of()
                : decksWhere(in(ID, decks.stream().map(DeckId::toString).toList()));
    }

    /** The cards of some decks that are not retired, by deck and ordinal. */
    public List<CatalogueCard> liveCards(Collection<DeckId> decks) {
        if (decks.isEmpty()) {
            return List.of();
        }
        return cardsWhere(live(decks));
    }

    /** The tags of the cards of some decks that are not retired, by card; without the rest of what a card says. */
    public Map<CardId, List<Tag>> liveTags(Collection<DeckId> decks) {
        if (decks.isEmpty()) {
            return Map.of();
        }
        return reader.read(generation -> {
            var tags = new HashMap<CardId, List<Tag>>();
            for (var stored :
                    generation.documents().find(live(decks)).projection(Projections.include("content.tags"))) {
                var content = stored.get("content", Document.class);
                if (content != null) {
                    tags.put(mapping.key(stored), CardContentBson.tags(content));
                }
            }
            return Map.copyOf(tags);
        });
    }

    /** Those of {@code cards} that are held, retired ones included. */
    public Map<CardId, CatalogueCard> cards(Collection<CardId> cards) {
        return cards.isEmpty()
                ? Map.of()
                : cardsWhere(in(ID, values(cards))).stream().collect(toMap(CatalogueCard::cardId, Function.identity()));
    }

    /** Ids of those of {@code cards} that are held, retired ones included. */
    public Set<CardId> known(Collection<CardId> cards) {
        if (cards.isEmpty()) {
            return Set.of();
        }
        return reader.read(generation -> generation
                .documents()
                .find(in(ID, values(cards)))
                .projection(Projections.include(ID))
                .map(mapping::key)
                .into(new HashSet<>()));
    }

    /** Waits, at most {@code atMost}, until a version of a deck is held with all its events. */
    public boolean await(DeckId deck, long version, Duration atMost) {
        return reader.awaitContext(deck.toString(), progress -> progress.completeVersion() >= version, atMost);
    }

    /** As {@link #await}, for every deck of {@code after}; true if all are held within {@code atMost}. */
    public boolean awaits(Position after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        for (var deck : after.decks().entrySet()) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!await(deck.getKey(), deck.getValue(), left)) {
                return false;
            }
        }
        return true;
    }

    private static Bson live(Collection<DeckId> decks) {
        return and(in("deckId", decks.stream().map(DeckId::value).toList()), eq("retired", false));
    }

    private List<CatalogueDeck> decksWhere(Bson filter) {
        return reader.read(generation -> {
            var decks = new ArrayList<CatalogueDeck>();
            for (var stored : generation.contexts().find(filter).sort(Sorts.ascending(ID))) {
                var progress = mapping.context(stored);
                var about = progress.about();
                if (about != null) {
                    decks.add(new CatalogueDeck(
                            about.deckId(), about.owner(), about.path(), about.title(), progress.completeVersion()));
                }
            }
            return List.copyOf(decks);
        });
    }

    private List<CatalogueCard> cardsWhere(Bson filter) {
        return reader.read(generation -> {
            var cards = new ArrayList<CatalogueCard>();
            for (var stored : generation.documents().find(filter).sort(Sorts.ascending("deckId", "ordinal", ID))) {
                if (stored.containsKey("ordinal")) {
                    cards.add(card(stored));
                }
            }
            return List.copyOf(cards);
        });
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

    private static List<UUID> values(Collection<CardId> cards) {
        return cards.stream().map(CardId::value).toList();
    }
}
