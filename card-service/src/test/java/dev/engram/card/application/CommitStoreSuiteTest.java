package dev.engram.card.application;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.testing.SuiteCheck;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A suite that a store without memory can pass proves nothing. */
class CommitStoreSuiteTest {

    @Test
    void shouldFailEveryTestOnAStoreThatKeepsNothing() {
        SuiteCheck.assertEveryTestFails(OnANoOpStore.class);
    }

    static class OnANoOpStore extends CommitStoreConformance {

        @Override
        protected Views views() {
            return new Views(new NoOpStore(), new NoOpOutbox());
        }
    }

    /** Says yes to everything and keeps nothing. */
    private static final class NoOpStore implements CommitStore {

        @Override
        public Optional<Deck> find(DeckId deckId) {
            return Optional.empty();
        }

        @Override
        public Optional<DeckHeader> header(DeckId deckId) {
            return Optional.empty();
        }

        @Override
        public Optional<DeckHeader> header(LearnerId owner, DeckPath path) {
            return Optional.empty();
        }

        @Override
        public int decksOf(LearnerId owner, int most) {
            return 0;
        }

        @Override
        public Optional<DeckOutline> outline(DeckId deckId) {
            return Optional.empty();
        }

        @Override
        public Optional<EditView> view(DeckId deckId, CardId cardId, @Nullable CardKey key) {
            return Optional.empty();
        }

        @Override
        public Map<CardId, Card> cards(DeckId deckId, Collection<CardId> cards) {
            return Map.of();
        }

        @Override
        public void history(DeckId deckId, long newest, Predicate<List<DeckEvent>> wantsMore) {}

        @Override
        public Optional<DeckFile> file(DeckId deckId, int newer) {
            return Optional.empty();
        }

        @Override
        public Appending append(long before, List<Commit> commits, DeckHeader after, Cause cause) {
            return Appending.DONE;
        }
    }

    private static final class NoOpOutbox implements CommitOutbox {

        @Override
        public List<DeckId> waiting(int limit) {
            return List.of();
        }

        @Override
        public List<Outgoing> next(DeckId deckId) {
            return List.of();
        }

        @Override
        public Optional<Outgoing> commit(DeckId deckId, long version) {
            return Optional.empty();
        }

        @Override
        public void published(DeckId deckId, long version) {}
    }
}
