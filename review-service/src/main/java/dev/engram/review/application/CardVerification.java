package dev.engram.review.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether cards and decks exist: by the catalogue of this service, else by earlier answers, else by one call to
 * the service that owns them. Only that service can deny a card. Safe for use by many threads.
 */
public final class CardVerification {
    /** 100,000 ids take about 10 MB. */
    private static final long MOST_REMEMBERED = 100_000;

    /** A card never ceases to exist; the time only frees memory. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    /** Short, since an author may create at any moment what did not exist a moment ago. */
    private static final Duration DENIED_FOR = Duration.ofSeconds(5);

    private final CardDirectory directory;
    private final CircuitBreaker owner;
    private final Cache<CardId, CardVerdict> known;
    private final Cache<CardId, CardVerdict> denied;

    /** @param owner guards {@code directory} */
    public CardVerification(CardDirectory directory, CircuitBreaker owner, InstantSource clock) {
        this.directory = directory;
        this.owner = owner;
        this.known = remembering(KNOWN_FOR, clock);
        this.denied = remembering(DENIED_FOR, clock);
    }

    private static Cache<CardId, CardVerdict> remembering(Duration time, InstantSource clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(time)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * A verdict for each of {@code cards}.
     *
     * @param held those that the catalogue holds
     */
    Map<CardId, CardVerdict> of(Set<CardId> cards, Set<CardId> held, String token) {
        var verdicts = new HashMap<CardId, CardVerdict>();
        held.forEach(card -> remember(verdicts, card));
        var open = new HashSet<>(cards);
        open.removeAll(held);
        verdicts.putAll(known.getAllPresent(open));
        verdicts.putAll(denied.getAllPresent(open));
        open.removeAll(verdicts.keySet());
        if (!open.isEmpty()) {
            owner.ask(() -> directory.unknownOf(open, token))
                    .ifPresentOrElse(
                            missing -> open.forEach(card -> {
                                if (missing.contains(card)) {
                                    denied.put(card, CardVerdict.MISSING);
                                    verdicts.put(card, CardVerdict.MISSING);
                                } else {
                                    remember(verdicts, card);
                                }
                            }),
                            () -> open.forEach(card -> verdicts.put(card, CardVerdict.UNKNOWN)));
        }
        return verdicts;
    }

    private void remember(Map<CardId, CardVerdict> verdicts, CardId card) {
        known.put(card, CardVerdict.EXISTS);
        denied.invalidate(card);
        verdicts.put(card, CardVerdict.EXISTS);
    }

    /** Whether the owner denies {@code deck}; false where it does not answer. */
    boolean isDenied(DeckId deck, String token) {
        return !owner.ask(() -> directory.hasDeck(deck, token)).orElse(true);
    }
}
