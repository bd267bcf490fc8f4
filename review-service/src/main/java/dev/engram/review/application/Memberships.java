package dev.engram.review.application;

import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who studies which deck. The owner of a deck is a member until he leaves it. Joining twice is joining: the event is
 * appended again, for whether it is needed only the log could tell, and the last one counts.
 */
public final class Memberships {
    /** Memberships are decided here, so their time and their order are the server's. */
    private static final ClientId SERVER = new ClientId("review-service");

    private final ReviewLog log;
    private final CardVerification cards;
    private final Studies studies;
    private final Decks decks;
    private final Waiting waiting;
    private final InstantSource clock;

    public Memberships(
            ReviewLog log, CardVerification cards, Studies studies, Decks decks, Waiting waiting, InstantSource clock) {
        this.log = log;
        this.cards = cards;
        this.studies = studies;
        this.decks = decks;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Joins a deck. Empty if the deck does not exist, by definite knowledge; else where the event stands. */
    public Optional<Position> join(LearnerId learnerId, DeckId deck, String token) {
        return append(deck, token, learnerId, stamp -> new DeckJoined(stamp, deck));
    }

    /** Leaves a deck; see {@link #join}. */
    public Optional<Position> leave(LearnerId learnerId, DeckId deck, String token) {
        return append(deck, token, learnerId, stamp -> new DeckLeft(stamp, deck));
    }

    private Optional<Position> append(
            DeckId deck, String token, LearnerId learnerId, Function<Stamp, LearnerEvent> event) {
        if (cards.isDenied(deck, token)) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // Ids of version 7 rise within a process: of two events in one millisecond the later one counts.
        var stamp = new Stamp(new EventId(Ids.v7()), learnerId, now, ZoneOffset.UTC, SERVER, 0, now);
        return Optional.of(log.append(List.of(event.apply(stamp))));
    }

    /** A deck and how the learner came to be its member. */
    public record Membership(CatalogueDeck deck, boolean owner) {}

    /** The decks that a learner studies, and whether the answer contains what was asked to be waited for. */
    public record Answer(List<Membership> memberships, CatchUpResult reached) {
        public Answer {
            memberships = List.copyOf(memberships);
        }
    }

    /** The decks that a learner is a member of, by path. A deck joined before this service heard of it is not among them yet. */
    public Answer of(LearnerId learnerId, Position after) {
        var reached = waiting.passed(after);
        var memberships = memberDecks(learnerId, studies.context(learnerId)).stream()
                .map(deck -> new Membership(deck, deck.owner().equals(learnerId)))
                .toList();
        return new Answer(memberships, reached);
    }

    /** The decks of the catalogue that a learner is a member of, by path. */
    List<CatalogueDeck> memberDecks(LearnerId learnerId, LearnerContext context) {
        return decks.ownedByOrAmong(learnerId, context.memberships().keySet()).stream()
                .filter(deck ->
                        context.isMember(deck.deckId()).orElse(deck.owner().equals(learnerId)))
                .sorted(Comparator.comparing((CatalogueDeck deck) -> String.join("\u0000", deck.path()))
                        .thenComparing(deck -> deck.deckId().toString()))
                .toList();
    }
}
