package dev.engram.review.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.limit.JointQuestions;
import dev.engram.projections.query.ReadScope;
import dev.engram.review.application.HeldCards.Question;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks the projections what they hold of the cards of batches: of small ones that arrive at the same time together. Safe for use by
 * many threads.
 */
final class CardLookup {
    /** With more cards a batch asks for itself: others need not wait for its answer. */
    private static final int FEW_CARDS = 20;

    private static final int MOST_TOGETHER = 50;

    /** 50,000 take about 5 MB. */
    private static final long MOST_DECKS = 50_000;

    private final EntryQueries entry;

    /** Of cards that the catalogue has held: a card never moves to another deck. */
    private final Cache<CardId, DeckId> decks =
            Caffeine.newBuilder().maximumSize(MOST_DECKS).build();

    private final JointQuestions<Question, Optional<HeldCards>> joint =
            new JointQuestions<>("card-lookup", MOST_TOGETHER, this::ask);

    CardLookup(EntryQueries entry) {
        this.entry = entry;
    }

    /** What is held; {@link HeldCards#UNKNOWN} if the database does not answer in time. */
    HeldCards of(Question question) {
        var together = question.batch().ids().size() > FEW_CARDS ? Optional.<HeldCards>empty() : joint.ask(question);
        return together.or(() -> entry.ask(scope -> HeldCards.of(scope, question, decksIn(scope))))
                .orElse(HeldCards.UNKNOWN);
    }

    /** How many questions wait until those under way are answered. */
    int waiting() {
        return joint.waiting();
    }

    private List<Optional<HeldCards>> ask(List<Question> questions) {
        return entry.ask(scope -> HeldCards.of(scope, questions, decksIn(scope)))
                .orElseGet(() -> Collections.nCopies(questions.size(), Optional.of(HeldCards.UNKNOWN)));
    }

    /** Asks for the decks of those cards whose deck is not remembered. */
    private Function<Set<CardId>, Map<CardId, DeckId>> decksIn(ReadScope scope) {
        return cards -> {
            var held = new HashMap<>(decks.getAllPresent(cards));
            if (held.size() < cards.size()) {
                var others = new HashSet<>(cards);
                others.removeAll(held.keySet());
                var found = scope.catalogue().held(others);
                decks.putAll(found);
                held.putAll(found);
            }
            return held;
        };
    }
}
