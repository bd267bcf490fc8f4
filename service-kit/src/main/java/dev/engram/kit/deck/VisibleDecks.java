package dev.engram.kit.deck;

import static java.util.stream.Collectors.toSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which decks a caller may see, by the answers of card-service, remembered for some seconds. While card-service does not answer,
 * a deck that a caller was allowed to see a short while ago counts as visible. Safe for use by many threads.
 */
public final class VisibleDecks {
    /** After this time a share that was withdrawn has no effect any more. */
    public static final Duration FRESH = Duration.ofSeconds(10);

    /** Short, since a deck may be shared at any moment. */
    private static final Duration DENIED = Duration.ofSeconds(2);

    /** The same while card-service does not answer, so that its restart interrupts nobody who studies. */
    public static final Duration WITHOUT_OWNER = Duration.ofMinutes(15);

    /** 100,000 take about 10 MB. */
    private static final long MOST_REMEMBERED = 100_000;

    private final DeckDirectory directory;
    private final CircuitBreaker owner;
    private final InstantSource clock;
    private final Cache<Key, Seen> known;

    private record Key(LearnerId learnerId, DeckId deckId) {}

    private record Seen(boolean visible, Instant at) {
        boolean isFresh(Instant now) {
            return now.isBefore(at.plus(visible ? FRESH : DENIED));
        }
    }

    /** @param owner guards {@code directory} */
    public VisibleDecks(DeckDirectory directory, CircuitBreaker owner, InstantSource clock) {
        this.directory = directory;
        this.owner = owner;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(WITHOUT_OWNER)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * @param visible those that the caller may see
     * @param unknown those about which card-service gave no answer
     */
    public record Answer(Set<DeckId> visible, Set<DeckId> unknown) {
        public Answer {
            visible = Set.copyOf(visible);
            unknown = Set.copyOf(unknown);
        }
    }

    /** Which of {@code decks} the caller may see, or could some seconds ago. */
    public Answer of(CallerToken caller, Set<DeckId> decks) {
        var now = clock.instant();
        var visible = new HashSet<DeckId>();
        var open = new HashSet<DeckId>();
        for (var deck : decks) {
            var seen = known.getIfPresent(new Key(caller.learnerId(), deck));
            if (seen == null || !seen.isFresh(now)) {
                open.add(deck);
            } else if (seen.visible()) {
                visible.add(deck);
            }
        }
        var unknown = new HashSet<DeckId>();
        var chunk = new HashSet<DeckId>();
        for (var iterator = open.iterator(); iterator.hasNext(); ) {
            chunk.add(iterator.next());
            if (chunk.size() == DeckDirectory.MOST || !iterator.hasNext()) {
                ask(caller, chunk)
                        .ifPresentOrElse(
                                visible::addAll,
                                () -> chunk.forEach(
                                        deck -> (isRemembered(caller, deck) ? visible : unknown).add(deck)));
                chunk.clear();
            }
        }
        return new Answer(visible, unknown);
    }

    private boolean isRemembered(CallerToken caller, DeckId deck) {
        var seen = known.getIfPresent(new Key(caller.learnerId(), deck));
        return seen != null && seen.visible();
    }

    private Optional<Set<DeckId>> ask(CallerToken caller, Set<DeckId> decks) {
        var asked = Set.copyOf(decks);
        var now = clock.instant();
        var answer = owner.ask(() -> directory.visible(asked, caller.token()));
        answer.ifPresent(visible -> asked.forEach(
                deck -> known.put(new Key(caller.learnerId(), deck), new Seen(visible.contains(deck), now))));
        return answer;
    }

    /** Whether the caller may see a deck, or that cannot be found out. */
    public boolean mayBeVisible(CallerToken caller, DeckId deck) {
        var answer = of(caller, Set.of(deck));
        return answer.visible().contains(deck) || answer.unknown().contains(deck);
    }

    /**
     * Whether the caller may see a deck at this moment, by card-service itself.
     *
     * @throws UnavailableException if it does not answer
     */
    public boolean isVisibleNow(CallerToken caller, DeckId deck) {
        return ask(caller, Set.of(deck)).orElseThrow(VisibleDecks::unavailable).contains(deck);
    }

    /**
     * The decks that the caller studies and may see. The caller's own are known without a question.
     *
     * @throws UnavailableException if that is not known of one of them: an answer without it would look complete
     */
    public List<CatalogueDeck> studied(ReadScope scope, CallerToken caller) {
        var decks = scope.memberDecks(caller.learnerId());
        var others = decks.stream()
                .filter(deck -> !deck.owner().equals(caller.learnerId()))
                .map(CatalogueDeck::deckId)
                .collect(toSet());
        if (others.isEmpty()) {
            return decks;
        }
        var answer = of(caller, others);
        if (!answer.unknown().isEmpty()) {
            throw unavailable();
        }
        return decks.stream()
                .filter(deck ->
                        !others.contains(deck.deckId()) || answer.visible().contains(deck.deckId()))
                .toList();
    }

    /**
     * As {@link #studied(ReadScope, CallerToken)}, of one deck only if one is asked for.
     *
     * @param only null for all
     * @return empty if the caller does not study the deck asked for. One that was joined before the catalogue holds it is no mistake of
     *     the client: there are no decks then, since its cards are still to come
     */
    public Optional<List<CatalogueDeck>> studied(ReadScope scope, CallerToken caller, @Nullable DeckId only) {
        var decks = studied(scope, caller).stream()
                .filter(deck -> only == null || deck.deckId().equals(only))
                .toList();
        boolean isKnown = only == null
                || !decks.isEmpty()
                || scope.learners().context(caller.learnerId()).isMember(only, false) && mayBeVisible(caller, only);
        return isKnown ? Optional.of(decks) : Optional.empty();
    }

    /** 503: whether a deck may be seen cannot be found out. */
    public static UnavailableException unavailable() {
        return new UnavailableException(
                Problem.of(503, "service-unavailable", "A service behind this address does not answer")
                        .withDetail("Whether you may see a deck cannot be found out; try again in a moment"),
                Duration.ofSeconds(2),
                null);
    }
}
