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
 * Says whether cards and decks exist: by the catalogue held here, else by what was learned before, else by one call to
 * the service that owns them. Only that service can deny a card. Safe for use by many threads.
 */
public final class CardVerification {
    /** 100,000 ids take about 10 MB. */
    private static final long MOST_REMEMBERED = 100_000;

    /** A card never ceases to exist; the time only frees memory. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    /** Short, since an author may create at any moment what did not exist a moment ago. */
    private static final Duration DENIED_FOR = Duration.ofSeconds(5);

    private final CardCatalogue catalogue;
    private final Patience store;
    private final CardDirectory directory;
    private final Patience owner;
    private final Cache<CardId, CardVerdict> known;
    private final Cache<CardId, CardVerdict> denied;

    /** @param store shared with whatever else asks the database on behalf of a request */
    public CardVerification(
            CardCatalogue catalogue, Patience store, CardDirectory directory, Patience owner, InstantSource clock) {
        this.catalogue = catalogue;
        this.store = store;
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

    /** A verdict for each of {@code cards}. */
    Map<CardId, CardVerdict> of(Set<CardId> cards, String token) {
        var verdicts = new HashMap<CardId, CardVerdict>();
        if (store.ask(() -> catalogue.heldOf(cards)) instanceof Reply.Said<Set<CardId>>(var held)) {
            held.forEach(card -> remember(verdicts, card));
        }
        var open = new HashSet<>(cards);
        open.removeAll(verdicts.keySet());
        verdicts.putAll(known.getAllPresent(open));
        verdicts.putAll(denied.getAllPresent(open));
        open.removeAll(verdicts.keySet());
        if (!open.isEmpty()) {
            askOwner(open, token, verdicts);
        }
        return verdicts;
    }

    private void askOwner(Set<CardId> open, String token, Map<CardId, CardVerdict> verdicts) {
        switch (owner.ask(() -> directory.unknownOf(open, token))) {
            case Reply.Said<Set<CardId>>(var missing) -> {
                for (CardId card : open) {
                    if (missing.contains(card)) {
                        denied.put(card, CardVerdict.MISSING);
                        verdicts.put(card, CardVerdict.MISSING);
                    } else {
                        remember(verdicts, card);
                    }
                }
            }
            case Reply.Silent<Set<CardId>> _ -> open.forEach(card -> verdicts.put(card, CardVerdict.UNSAID));
        }
    }

    private void remember(Map<CardId, CardVerdict> verdicts, CardId card) {
        known.put(card, CardVerdict.EXISTS);
        denied.invalidate(card);
        verdicts.put(card, CardVerdict.EXISTS);
    }

    /** Whether {@code deck} definitely does not exist; false where nobody can say. */
    boolean isDenied(DeckId deck, String token) {
        if (store.ask(() -> catalogue.holds(deck)) instanceof Reply.Said<Boolean>(var held) && held) {
            return false;
        }
        return owner.ask(() -> directory.hasDeck(deck, token)) instanceof Reply.Said<Boolean>(var exists) && !exists;
    }
}
