package dev.engram.review.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.kit.retry.CircuitBreaker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether cards are in decks that their learner may see: by the deck that the catalogue of this service names, else by
 * earlier answers, else by one call to the service that owns them. A card of a deck that the learner may not see is answered as
 * one that does not exist. Only the owning service can deny a card. Safe for use by many threads.
 */
public final class CardVerification {
    /** 100,000 ids take about 10 MB. */
    private static final long MOST_REMEMBERED = 100_000;

    /** Until the catalogue holds the card. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    /** Short, since an author may create at any moment what did not exist a moment ago. */
    private static final Duration DENIED_FOR = Duration.ofSeconds(5);

    private final CardDirectory directory;
    private final CircuitBreaker owner;
    private final VisibleDecks decks;
    private final Cache<Key, CardVerdict> known;
    private final Cache<Key, CardVerdict> denied;

    private record Key(LearnerId learnerId, CardId cardId) {}

    /** @param owner guards {@code directory} */
    public CardVerification(CardDirectory directory, VisibleDecks decks, CircuitBreaker owner, InstantSource clock) {
        this.directory = directory;
        this.owner = owner;
        this.decks = decks;
        this.known = remembering(KNOWN_FOR, clock);
        this.denied = remembering(DENIED_FOR, clock);
    }

    private static Cache<Key, CardVerdict> remembering(Duration time, InstantSource clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(time)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * A verdict for each of {@code cards}.
     *
     * @param held those that the catalogue holds, each with its deck
     */
    Map<CardId, CardVerdict> of(CallerToken caller, Set<CardId> cards, Map<CardId, DeckId> held) {
        var verdicts = new HashMap<CardId, CardVerdict>();
        var seen = decks.of(caller, Set.copyOf(held.values()));
        held.forEach((card, deck) -> verdicts.put(
                card,
                seen.visible().contains(deck)
                        ? CardVerdict.EXISTS
                        : seen.unknown().contains(deck) ? CardVerdict.UNKNOWN : CardVerdict.MISSING));
        var open = new HashSet<CardId>();
        for (var card : cards) {
            if (!held.containsKey(card)) {
                var key = new Key(caller.learnerId(), card);
                var verdict = known.getIfPresent(key) == null ? denied.getIfPresent(key) : CardVerdict.EXISTS;
                if (verdict == null) {
                    open.add(card);
                } else {
                    verdicts.put(card, verdict);
                }
            }
        }
        if (!open.isEmpty()) {
            var missing = owner.ask(() -> directory.unknownOf(open, caller.token()));
            open.forEach(card -> verdicts.put(
                    card,
                    missing.map(unseen -> remembered(caller, card, unseen)).orElse(CardVerdict.UNKNOWN)));
        }
        return verdicts;
    }

    private CardVerdict remembered(CallerToken caller, CardId card, Set<CardId> missing) {
        var verdict = missing.contains(card) ? CardVerdict.MISSING : CardVerdict.EXISTS;
        (missing.contains(card) ? denied : known).put(new Key(caller.learnerId(), card), verdict);
        return verdict;
    }

    /**
     * Makes the caller a viewer of a deck by its join code.
     *
     * @throws UnavailableException if the owning service does not answer
     */
    boolean useCode(CallerToken caller, DeckId deck, String code) {
        return owner.ask(() -> directory.useCode(deck, code, caller.token())).orElseThrow(VisibleDecks::unavailable);
    }
}
