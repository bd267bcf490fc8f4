package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.testing.SuiteCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A suite that something deaf can pass proves nothing. */
class SuitesTest {

    @Test
    void shouldFailOnALogThatKeepsNothing() {
        SuiteCheck.assertEveryTestFails(DeafLog.class);
    }

    @Test
    void shouldFailOnStudiesThatHearNothing() {
        SuiteCheck.assertEveryTestFails(DeafStudies.class);
    }

    @Test
    void shouldFailOnDecksThatHearNothing() {
        SuiteCheck.assertEveryTestFails(DeafDecks.class);
    }

    @Test
    void shouldFailOnADirectoryThatHearsNothing() {
        SuiteCheck.assertEveryTestFails(DeafDirectory.class);
    }

    static class DeafLog extends ReviewLogConformance {
        @Override
        protected ReviewLog log() {
            return _ -> Position.reviews(0, 0);
        }

        @Override
        protected List<LearnerEvent> read() {
            return List.of();
        }
    }

    /** Claims to have caught up with everything, and has heard nothing. */
    static class DeafStudies extends StudiesConformance implements Studies, RecordedHistory {
        @Override
        protected Studies studies() {
            return this;
        }

        @Override
        protected RecordedHistory history() {
            return this;
        }

        @Override
        protected Position append(List<? extends LearnerEvent> events) {
            return Position.reviews(0, 0);
        }

        @Override
        public LearnerContext context(LearnerId learnerId) {
            return LearnerContext.EMPTY;
        }

        @Override
        public LearnerStates states(LearnerId learnerId) {
            return new LearnerStates(LearnerContext.EMPTY, Map.of(), Map.of());
        }

        @Override
        public OneCard card(LearnerId learnerId, CardId cardId) {
            var nothing = new LearnerCardProjection("deaf").initial(new LearnerCardKey(learnerId, cardId));
            return new OneCard(LearnerContext.EMPTY, nothing, null);
        }

        @Override
        public CatchUpResult awaits(Position after, Duration atMost) {
            return new CatchUpResult(true, false);
        }

        @Override
        public @Nullable Instant dataUpTo(LearnerId learnerId) {
            return null;
        }

        @Override
        public Position passed(LearnerId learnerId) {
            return Position.NONE;
        }

        @Override
        public Map<CardId, CardRecord> of(LearnerId learnerId, Map<CardId, Set<EventId>> asked) {
            return Map.of();
        }
    }

    static class DeafDecks extends DecksConformance implements Decks, CardCatalogue {
        @Override
        protected Decks decks() {
            return this;
        }

        @Override
        protected CardCatalogue catalogue() {
            return this;
        }

        @Override
        protected void publish(CatalogueDeck deck, List<CatalogueCard> cards) {}

        @Override
        public Set<CardId> heldOf(Set<CardId> cards) {
            return Set.of();
        }

        @Override
        public boolean holds(DeckId deck) {
            return false;
        }

        @Override
        public List<CatalogueDeck> ownedByOrAmong(LearnerId owner, Set<DeckId> others) {
            return List.of();
        }

        @Override
        public List<CatalogueCard> liveCards(Set<DeckId> decks) {
            return List.of();
        }

        @Override
        public boolean awaits(Position after, Duration atMost) {
            return true;
        }
    }

    static class DeafDirectory extends CardDirectoryConformance implements CardDirectory {
        @Override
        protected CardDirectory directory() {
            return this;
        }

        @Override
        protected void given(CardId card) {}

        @Override
        protected void given(DeckId deck) {}

        @Override
        protected void goAway() {}

        @Override
        public Set<CardId> unknownOf(Set<CardId> cards, String token) {
            return Set.of();
        }

        @Override
        public boolean hasDeck(DeckId deck, String token) {
            return false;
        }
    }
}
