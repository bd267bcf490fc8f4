package dev.engram.runtime.erasure;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import dev.engram.projections.ContextHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Where a person stands in the decks of card-service. Shares go. So do decks that nobody else can see: private, and shared with
 * nobody. The others stay, since others study them, without a join code and with an owner who is nobody.
 */
public final class DeckErasure {

    private static final String OWNER = "owner";
    private static final String SHARES = "shares";
    private static final String WITHDRAWN = "withdrawn";

    /** {@code {_id: deckId, owner}}: decks that are being removed. */
    private static final String REMOVED = "removed_decks";

    private final MongoDatabase cards;

    /**
     * What is of a person.
     *
     * @param shares decks that are shared with the person, or were
     * @param unseen decks of the person that nobody else can see
     * @param kept decks of the person that stay or have stayed
     */
    public record PersonInDecks(long shares, long unseen, long kept) {}

    /** @param cards reads and writes UUIDs as such */
    public DeckErasure(MongoDatabase cards) {
        this.cards = cards;
    }

    /** What {@link #remove} removes and keeps. */
    public PersonInDecks count(UUID person) {
        var decks = cards.getCollection("decks");
        long unseen = decks.countDocuments(unseen(person));
        long owned = decks.countDocuments(eq(OWNER, person));
        return new PersonInDecks(
                decks.countDocuments(or(sharedWith(person), eq(WITHDRAWN, person))),
                unseen,
                owned - unseen + decks.countDocuments(eq(OWNER, nobody(person))));
    }

    /** Removes a person; harmless where that is done. */
    public void remove(UUID person) {
        var decks = cards.getCollection("decks");
        decks.updateMany(
                sharedWith(person),
                Updates.combine(
                        Updates.pull(SHARES, new Document("learner", person)), Updates.pull(WITHDRAWN, person)));
        decks.updateMany(eq(WITHDRAWN, person), Updates.pull(WITHDRAWN, person));
        // first, so that nobody joins what is about to be removed
        decks.updateMany(eq(OWNER, person), Updates.unset("code"));
        decks.find(unseen(person))
                .projection(Projections.include("_id"))
                .map(deck -> deck.get("_id", UUID.class))
                .into(new ArrayList<>())
                .forEach(deck -> removeDeck(deck, person));
        // what an earlier run has begun
        cards.getCollection(REMOVED)
                .find(eq(OWNER, person))
                .map(noted -> noted.get("_id", UUID.class))
                .into(new ArrayList<>())
                .forEach(deck -> removeDeck(deck, person));
        decks.updateMany(eq(OWNER, person), Updates.set(OWNER, nobody(person)));
    }

    /**
     * Deletes the deck before its cards: an edit that runs at the same time conflicts with that or finds no deck, so it adds no card
     * after they are deleted. The deck is noted first, so that a process that is interrupted can finish later.
     */
    private void removeDeck(UUID deck, UUID person) {
        var decks = cards.getCollection("decks");
        var removed = cards.getCollection(REMOVED);
        removed.replaceOne(
                eq("_id", deck), new Document("_id", deck).append(OWNER, person), new ReplaceOptions().upsert(true));
        var _ = decks.deleteOne(and(eq("_id", deck), unseen(person)));
        if (decks.find(eq("_id", deck)).first() == null) {
            cards.getCollection("cards").deleteMany(eq("deckId", deck));
            cards.getCollection("files").deleteMany(versionsOf(deck));
            cards.getCollection("commits").deleteMany(versionsOf(deck));
        }
        var _ = removed.deleteOne(eq("_id", deck));
    }

    /** All persons who stand in a deck, as {@code wanted}. */
    public Set<UUID> find(Predicate<UUID> wanted) {
        var found = new HashSet<UUID>();
        for (var deck : cards.getCollection("decks")
                .find()
                .projection(Projections.include(OWNER, SHARES + ".learner", WITHDRAWN))) {
            var persons = new ArrayList<>(deck.getList(WITHDRAWN, UUID.class, List.of()));
            deck.getList(SHARES, Document.class, List.of())
                    .forEach(share -> persons.add(share.get("learner", UUID.class)));
            persons.add(deck.get(OWNER, UUID.class));
            persons.stream().filter(wanted).forEach(found::add);
        }
        cards.getCollection(REMOVED).find().map(noted -> noted.get(OWNER, UUID.class)).into(new ArrayList<>()).stream()
                .filter(wanted)
                .forEach(found::add);
        return found;
    }

    /** Who owns the decks of a person who is erased: an id from the hash that is remembered of the person. */
    private static UUID nobody(UUID person) {
        return UUID.nameUUIDFromBytes(ContextHash.of(person.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private static Bson sharedWith(UUID person) {
        return eq(SHARES + ".learner", person);
    }

    private static Bson unseen(UUID owner) {
        return and(eq(OWNER, owner), eq("visibility", "PRIVATE"), exists(SHARES + ".0", false));
    }

    /** By the order of ids, in which the number of the version comes second. */
    private static Bson versionsOf(UUID deck) {
        return and(
                gte("_id", new Document("deckId", deck).append("version", 0L)),
                lt("_id", new Document("deckId", deck).append("version", Long.MAX_VALUE)));
    }
}
