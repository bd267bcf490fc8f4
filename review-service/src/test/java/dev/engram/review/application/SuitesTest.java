package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.topic.Topics;
import dev.engram.kit.log.Appended;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.testing.SuiteCheck;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A suite that passes where nothing is kept proves nothing. */
class SuitesTest {

    @Test
    void shouldFailOnALogThatKeepsNothing() {
        SuiteCheck.assertEveryTestFails(NoOpLog.class);
    }

    @Test
    void shouldFailOnADirectoryThatKnowsNothing() {
        SuiteCheck.assertEveryTestFails(NoOpDirectory.class);
    }

    static class NoOpLog extends ReviewLogConformance {
        @Override
        protected ReviewLog log() {
            return new ReviewLog(
                    (_, events) -> List.of(new Appended(0, 0)), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC);
        }

        @Override
        protected List<LearnerEvent> read() {
            return List.of();
        }
    }

    static class NoOpDirectory extends CardDirectoryConformance implements CardDirectory {
        @Override
        protected CardDirectory directory() {
            return this;
        }

        @Override
        protected void given(CardId card) {}

        @Override
        protected void given(DeckId deck, String code) {}

        @Override
        protected void goAway() {}

        @Override
        public Set<CardId> unknownOf(Set<CardId> cards, String token) {
            return Set.of();
        }

        @Override
        public boolean useCode(DeckId deck, String code, String token) {
            return false;
        }
    }
}
