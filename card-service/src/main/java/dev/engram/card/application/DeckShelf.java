package dev.engram.card.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions about decks without their cards. */
public interface DeckShelf {

    /** Decks in the order of their ids, which is that of their creation, after {@code after}, at most {@code limit}. */
    List<DeckSummary> list(@Nullable DeckId after, int limit);

    Optional<DeckSummary> summary(DeckId deckId);

    /** Those of {@code cardIds} that exist, retired ones included. */
    Set<CardId> known(Collection<CardId> cardIds);

    /** @param cards number of cards that are studied */
    record DeckSummary(DeckId deckId, LearnerId owner, List<String> path, String title, long version, int cards) {

        public DeckSummary {
            path = List.copyOf(path);
        }
    }
}
