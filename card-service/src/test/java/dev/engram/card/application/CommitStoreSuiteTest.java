package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.testing.SuiteCheck;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A suite that a deaf store can pass proves nothing. */
class CommitStoreSuiteTest {

    @Test
    void shouldFailEveryTestOnAStoreThatKeepsNothing() {
        SuiteCheck.assertEveryTestFails(OnADeafStore.class);
    }

    static class OnADeafStore extends CommitStoreConformance {

        @Override
        protected Views views() {
            return new Views(new DeafStore(), new DeafOutbox(), new EmptyShelf());
        }
    }

    /** Says yes to everything and keeps nothing. */
    private static final class DeafStore implements CommitStore {

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
            return new Appending.Done();
        }
    }

    private static final class DeafOutbox implements CommitOutbox {

        @Override
        public List<DeckId> waiting(int limit) {
            return List.of();
        }

        @Override
        public List<Outgoing> next(DeckId deckId) {
            return List.of();
        }

        @Override
        public void published(DeckId deckId, long version) {}
    }

    private static final class EmptyShelf implements DeckShelf {

        @Override
        public List<DeckSummary> list(@Nullable DeckId after, int limit) {
            return List.of();
        }

        @Override
        public Optional<DeckSummary> summary(DeckId deckId) {
            return Optional.empty();
        }

        @Override
        public Set<CardId> known(Collection<CardId> cardIds) {
            return Set.of();
        }
    }
}
