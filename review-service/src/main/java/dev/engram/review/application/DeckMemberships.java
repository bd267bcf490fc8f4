package dev.engram.review.application;

import static java.util.stream.Collectors.toCollection;

import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who studies which deck. Joining twice is joining: the event is appended again, since only the log knows whether it is
 * needed, and the last one counts.
 */
public final class DeckMemberships {
    /** Memberships are decided here, so their time and their order are the server's. */
    private static final ClientId SERVER = new ClientId("review-service");

    private static final Comparator<CatalogueDeck> BY_PATH = Comparator.comparing(
                    (CatalogueDeck deck) -> String.join("\u0000", deck.path()))
            .thenComparing(deck -> deck.deckId().toString());

    private final ReviewLog log;
    private final CardVerification cards;
    private final EntryQueries entry;
    private final ProjectionQueries queries;
    private final Quota quota;
    private final InstantSource clock;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public DeckMemberships(
            ReviewLog log,
            CardVerification cards,
            EntryQueries entry,
            ProjectionQueries queries,
            Quota quota,
            InstantSource clock,
            Duration longestWait) {
        this.log = log;
        this.cards = cards;
        this.entry = entry;
        this.queries = queries;
        this.quota = quota;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /** What became of a joining or leaving. */
    public sealed interface Change {
        /** @param position where the event stands */
        record Done(Position position) implements Change {}

        /** The deck does not exist, by definite knowledge. */
        record NoSuchDeck() implements Change {}

        /** The learner studies as much as a learner can. @param quota {@code cards} or {@code decks} */
        record QuotaExceeded(String quota, int limit) implements Change {}
    }

    /**
     * How much a learner can study; asked when a deck is joined, since a deck can grow later and an owner is a member.
     *
     * @param cards most cards of all decks together
     * @param decks most decks of others
     */
    public record Quota(int cards, int decks) {}

    /** Joins a deck. */
    public Change join(LearnerId learnerId, DeckId deck, String token) {
        var exceeded = entry.ask(scope -> exceeded(scope, learnerId, deck)).flatMap(found -> found);
        return exceeded.isPresent()
                ? exceeded.get()
                : append(deck, token, learnerId, stamp -> new DeckJoined(stamp, deck));
    }

    /** Leaves a deck. */
    public Change leave(LearnerId learnerId, DeckId deck, String token) {
        return append(deck, token, learnerId, stamp -> new DeckLeft(stamp, deck));
    }

    private Optional<Change> exceeded(ReadScope scope, LearnerId learnerId, DeckId deck) {
        var members = scope.memberDecks(learnerId);
        var decks = members.stream().map(CatalogueDeck::deckId).collect(toCollection(HashSet::new));
        if (!decks.add(deck)) {
            return Optional.empty();
        }
        long joined = members.stream()
                .filter(member -> !member.owner().equals(learnerId))
                .count();
        if (joined >= quota.decks()) {
            return Optional.of(new Change.QuotaExceeded("decks", quota.decks()));
        }
        return scope.catalogue().countLive(decks, quota.cards() + 1) > quota.cards()
                ? Optional.of(new Change.QuotaExceeded("cards", quota.cards()))
                : Optional.empty();
    }

    private Change append(DeckId deck, String token, LearnerId learnerId, Function<Stamp, LearnerEvent> event) {
        if (entry.ask(scope -> scope.learners().isErased(learnerId)).orElse(false)) {
            throw new ErasedLearnerException();
        }
        boolean held = entry.ask(scope -> scope.catalogue().holds(deck)).orElse(false);
        if (!held && cards.isDenied(deck, token)) {
            return new Change.NoSuchDeck();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // Ids of version 7 rise within a process: of two events in one millisecond the later one counts.
        var stamp = new Stamp(new EventId(Ids.v7()), learnerId, now, ZoneOffset.UTC, SERVER, 0, now);
        return new Change.Done(log.append(List.of(event.apply(stamp))));
    }

    /** The decks that a learner studies, and whether the answer contains what was asked to be waited for. */
    public record Answer(List<CatalogueDeck> decks, CatchUpResult reached) {}

    /** The decks that a learner is a member of, by path. A deck joined before the catalogue holds it is not among them yet. */
    public Answer of(LearnerId learnerId, Position after) {
        var reached = queries.await(after, longestWait);
        return new Answer(queries.within(scope -> decks(scope, learnerId)), reached);
    }

    /** The decks of the catalogue that a learner is a member of, by path. */
    static List<CatalogueDeck> decks(ReadScope scope, LearnerId learnerId) {
        return scope.memberDecks(learnerId).stream().sorted(BY_PATH).toList();
    }
}
