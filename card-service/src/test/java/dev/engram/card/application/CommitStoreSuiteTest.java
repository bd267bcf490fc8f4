package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.testing.SuiteCheck;
import java.util.List;
import java.util.Optional;
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
        public Optional<Deck> find(LearnerId owner, DeckPath path) {
            return Optional.empty();
        }

        @Override
        public Appending append(List<Commit> commits, Deck after) {
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
