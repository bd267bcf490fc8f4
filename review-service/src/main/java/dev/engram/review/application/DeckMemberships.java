package dev.engram.review.application;

import static java.util.stream.Collectors.toSet;

import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who studies which deck. Joining twice is joining: the event is appended again, since only the log knows whether it is
 * needed, and the last one counts.
 */
public final class DeckMemberships {
    private static final Comparator<CatalogueDeck> BY_PATH = Comparator.comparing(
                    (CatalogueDeck deck) -> String.join("\u0000", deck.path()))
            .thenComparing(deck -> deck.deckId().toString());

    private final ReviewLog log;
    private final CardVerification cards;
    private final VisibleDecks visible;
    private final EntryQueries entry;
    private final ProjectionQueries queries;
    private final Quota quota;
    private final InstantSource clock;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public DeckMemberships(
            ReviewLog log,
            CardVerification cards,
            VisibleDecks visible,
            EntryQueries entry,
            ProjectionQueries queries,
            Quota quota,
            InstantSource clock,
            Duration longestWait) {
        this.log = log;
        this.cards = cards;
        this.visible = visible;
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

        /** There is none that the caller may see, and the code, if one was given, does not open it. */
        record NoSuchDeck() implements Change {}

        /** Nothing more can be joined. @param quota {@code cards}, {@code decks}, {@code cohorts} or {@code members-per-cohort} */
        record QuotaExceeded(String quota, int limit) implements Change {}
    }

    /**
     * How much a learner can study; asked when a deck is joined, since a deck can grow later and an owner is a member.
     *
     * @param cards most cards of all decks together
     * @param decks most decks of others
     */
    public record Quota(int cards, int decks) {}

    /**
     * Joins a deck that the caller may see, if need be with its join code, which makes the caller a viewer.
     *
     * @param code null if the caller has none
     * @throws UnavailableException if whether the caller may see the deck cannot be found out
     */
    public Change join(CallerToken caller, DeckId deck, @Nullable String code) {
        var refused = refusal(caller, deck, code);
        return refused.isPresent()
                ? refused.get()
                : append(caller.learnerId(), List.of(stamp -> new DeckJoined(stamp, deck)));
    }

    /** Why the caller cannot join a deck; empty where that is possible. */
    Optional<Change> refusal(CallerToken caller, DeckId deck, @Nullable String code) {
        refuseErased(caller.learnerId());
        boolean visible = this.visible.isVisibleNow(caller, deck)
                || code != null && cards.useCode(caller, deck, code) && this.visible.isVisibleNow(caller, deck);
        return visible ? exceeded(caller, deck) : Optional.of(new Change.NoSuchDeck());
    }

    /** Leaves a deck: one that the caller has joined, or may see. */
    public Change leave(CallerToken caller, DeckId deck) {
        refuseErased(caller.learnerId());
        boolean known = entry.ask(scope -> scope.learners()
                        .context(caller.learnerId())
                        .memberships()
                        .containsKey(deck))
                .orElse(false);
        return known || visible.isVisibleNow(caller, deck)
                ? append(caller.learnerId(), List.of(stamp -> new DeckLeft(stamp, deck)))
                : new Change.NoSuchDeck();
    }

    private Optional<Change> exceeded(CallerToken caller, DeckId deck) {
        var learner = caller.learnerId();
        var members = entry.ask(scope -> scope.memberDecks(learner)).orElse(List.of());
        if (members.stream().anyMatch(member -> member.deckId().equals(deck))) {
            return Optional.empty();
        }
        var others = members.stream()
                .filter(member -> !member.owner().equals(learner))
                .map(CatalogueDeck::deckId)
                .collect(toSet());
        // decks that are not shared any more do not count: the learner cannot find them, to leave them
        var seen = visible.of(caller, others);
        var joined = new HashSet<>(seen.visible());
        joined.addAll(seen.unknown());
        if (joined.size() >= quota.decks()) {
            return Optional.of(new Change.QuotaExceeded("decks", quota.decks()));
        }
        members.stream()
                .map(CatalogueDeck::deckId)
                .filter(member -> !others.contains(member))
                .forEach(joined::add);
        joined.add(deck);
        return entry.ask(scope -> scope.catalogue().countLive(joined, quota.cards() + 1))
                .filter(count -> count > quota.cards())
                .map(_ -> new Change.QuotaExceeded("cards", quota.cards()));
    }

    void refuseErased(LearnerId learnerId) {
        if (entry.ask(scope -> scope.learners().isErased(learnerId)).orElse(false)) {
            throw new ErasedLearnerException();
        }
    }

    /** Appends events of this moment together, each after the joining or leaving that it replaces, as far as that is known here. */
    Change append(LearnerId learnerId, List<Function<Stamp, LearnerEvent>> events) {
        var now = clock.instant();
        var context = entry.ask(scope -> scope.learners().context(learnerId)).orElse(LearnerContext.EMPTY);
        return new Change.Done(log.append(events.stream()
                .map(event -> {
                    var id = new EventId(Ids.v7());
                    var replaced = replaced(context, event.apply(ServerStamps.of(id, learnerId, now)));
                    return event.apply(
                            ServerStamps.after(replaced == null ? null : replaced.stamp(), id, learnerId, now));
                })
                .toList()));
    }

    private static @Nullable LearnerEvent replaced(LearnerContext context, LearnerEvent event) {
        return switch (event) {
            case DeckJoined joined -> context.memberships().get(joined.deckId());
            case DeckLeft left -> context.memberships().get(left.deckId());
            case CohortJoined joined -> context.cohorts().get(joined.cohortId());
            case CohortLeft left -> context.cohorts().get(left.cohortId());
            default -> throw new IllegalArgumentException("no joining or leaving: " + event);
        };
    }

    /** The decks that a learner studies, and whether the answer contains what was asked to be waited for. */
    public record Answer(List<CatalogueDeck> decks, CatchUpResult reached) {}

    /** The decks that a learner is a member of and may see, by path. One joined before the catalogue holds it is not among them yet. */
    public Answer of(CallerToken caller, Position after) {
        var reached = queries.await(after, longestWait);
        return new Answer(queries.within(scope -> byPath(visible.studied(scope, caller))), reached);
    }

    /** Decks in the order in which they are studied. */
    public static List<CatalogueDeck> byPath(List<CatalogueDeck> decks) {
        return decks.stream().sorted(BY_PATH).toList();
    }
}
