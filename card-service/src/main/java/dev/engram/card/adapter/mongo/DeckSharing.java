package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.expr;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.JoinCode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Changes who may see a deck. Each change is one update of the deck's document with its conditions, so that of many at once as
 * many take effect as the conditions allow; the version of the deck stays.
 */
@Singleton
public final class DeckSharing {

    /** Persons with whom a deck is shared, and persons from whom it was withdrawn that are remembered. */
    public static final int MOST_SHARES = 500;

    private static final String LEARNER = AccessDocuments.SHARES + ".learner";
    private static final String CODE = "code";
    private static final String USES = CODE + ".uses";
    private static final String WITHDRAWN = "withdrawn";
    private static final int ATTEMPTS = 3;

    private final CardDatabase database;

    public DeckSharing(CardDatabase database) {
        this.database = database;
    }

    /** @param byCode whether the person came with a join code, that of a cohort included */
    public record Share(LearnerId learnerId, DeckRole role, Instant at, boolean byCode) {}

    /**
     * A join code as it is kept.
     *
     * @param expiresAt null for never
     * @param maxUses null for as many as like
     */
    public record CodeState(
            @Nullable Instant expiresAt, @Nullable Integer maxUses, int uses) {}

    /** @param code null if there is none */
    public record State(
            Visibility visibility,
            List<Share> shares,
            @Nullable CodeState code) {}

    /** What {@code person} may do with a deck; empty if there is none that the person may see. */
    public Optional<DeckRole> role(LearnerId person, DeckId deckId) {
        return Optional.ofNullable(database.decks()
                        .find(eq("_id", deckId.value()))
                        .projection(Projections.fields(
                                Projections.include("owner", AccessDocuments.VISIBILITY),
                                AccessDocuments.shareOf(person)))
                        .first())
                .flatMap(
                        deck -> Optional.ofNullable(AccessDocuments.access(deck).roleOf(person)));
    }

    /** Who may see a deck that exists. */
    public State state(DeckId deckId) {
        var deck = Objects.requireNonNull(
                database.decks()
                        .find(eq("_id", deckId.value()))
                        .projection(
                                Projections.include("owner", AccessDocuments.VISIBILITY, AccessDocuments.SHARES, CODE))
                        .first(),
                "decks are never deleted");
        var code = deck.get(CODE, Document.class);
        var expires = code == null ? null : code.getDate("expiresAt");
        return new State(
                AccessDocuments.access(deck).visibility(),
                deck.getList(AccessDocuments.SHARES, Document.class, List.of()).stream()
                        .map(DeckSharing::share)
                        .toList(),
                code == null
                        ? null
                        : new CodeState(
                                expires == null ? null : expires.toInstant(),
                                code.getInteger("maxUses"),
                                code.getInteger("uses")));
    }

    private static Share share(Document share) {
        return new Share(
                new LearnerId(share.get("learner", UUID.class)),
                DeckRole.valueOf(share.getString("role")),
                share.getDate("at").toInstant(),
                share.getBoolean("byCode", false));
    }

    public void show(DeckId deckId, Visibility visibility) {
        update(eq("_id", deckId.value()), Updates.set(AccessDocuments.VISIBILITY, visibility.name()));
    }

    /** Shares a deck with a person, or gives that person another role. @return false if it is shared with too many */
    public boolean share(DeckId deckId, LearnerId person, DeckRole role, Instant now) {
        var deck = eq("_id", deckId.value());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean changed = update(
                    and(deck, eq(LEARNER, person.value())),
                    Updates.set(AccessDocuments.SHARES + ".$.role", role.name()));
            if (changed
                    || update(
                            and(deck, hasRoomFor(person)),
                            Updates.combine(
                                    added(person, role, now, false), Updates.pull(WITHDRAWN, person.value())))) {
                return true;
            }
        }
        return false;
    }

    /** Takes the share of a person back; a join code does not bring the person in again, only the owner does. */
    public void withdraw(DeckId deckId, LearnerId person) {
        update(
                and(eq("_id", deckId.value()), eq(LEARNER, person.value())),
                Updates.combine(
                        Updates.pull(AccessDocuments.SHARES, new Document("learner", person.value())),
                        Updates.pushEach(WITHDRAWN, List.of(person.value()), new PushOptions().slice(-MOST_SHARES))));
    }

    /** Gives the deck a join code in place of the one it had. */
    public void setCode(DeckId deckId, JoinCode code, @Nullable Instant expiresAt, @Nullable Integer maxUses) {
        var kept = new Document("digest", code.digest()).append("uses", 0);
        if (expiresAt != null) {
            kept.append("expiresAt", Date.from(expiresAt));
        }
        if (maxUses != null) {
            kept.append("maxUses", maxUses);
        }
        update(eq("_id", deckId.value()), Updates.set(CODE, kept));
    }

    public void dropCode(DeckId deckId) {
        update(eq("_id", deckId.value()), Updates.unset(CODE));
    }

    /**
     * Makes a person a viewer who has the deck's join code.
     *
     * @return whether the person may see the deck now
     */
    public boolean redeem(DeckId deckId, LearnerId person, JoinCode code, Instant now) {
        var valid = and(
                eq("_id", deckId.value()),
                eq(CODE + ".digest", code.digest()),
                or(exists(CODE + ".expiresAt", false), gt(CODE + ".expiresAt", Date.from(now))),
                or(
                        exists(CODE + ".maxUses", false),
                        expr(new Document("$lt", List.of("$" + USES, "$" + CODE + ".maxUses")))),
                ne(WITHDRAWN, person.value()),
                hasRoomFor(person));
        return update(valid, Updates.combine(added(person, DeckRole.VIEWER, now, true), Updates.inc(USES, 1)))
                || role(person, deckId).isPresent();
    }

    /**
     * Makes a person a viewer whom the owner lets in by a cohort, unless the owner has taken that person's share back.
     *
     * @return whether the person may see the deck now
     */
    public boolean admit(DeckId deckId, LearnerId person, Instant now) {
        var open = and(eq("_id", deckId.value()), ne(WITHDRAWN, person.value()), hasRoomFor(person));
        return update(open, added(person, DeckRole.VIEWER, now, true))
                || role(person, deckId).isPresent();
    }

    private static Bson hasRoomFor(LearnerId person) {
        return and(ne(LEARNER, person.value()), exists(AccessDocuments.SHARES + "." + (MOST_SHARES - 1), false));
    }

    private static Bson added(LearnerId person, DeckRole role, Instant now, boolean byCode) {
        return Updates.push(
                AccessDocuments.SHARES,
                new Document("learner", person.value())
                        .append("role", role.name())
                        .append("at", Date.from(now))
                        .append("byCode", byCode));
    }

    private boolean update(Bson which, Bson change) {
        return database.decks().updateOne(which, change).getMatchedCount() > 0;
    }
}
