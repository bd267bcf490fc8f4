package dev.engram.analytics.application;

import dev.engram.analytics.domain.TaggedCard;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.testing.SuiteCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The suites prove something: ports that hear nothing, and say that they have, fail every test. */
class DeafPortsTest {

    @Test
    void shouldFailEveryTestOfTheLearnersSuite() {
        SuiteCheck.assertEveryTestFails(DeafLearners.class);
    }

    @Test
    void shouldFailEveryTestOfTheDecksSuite() {
        SuiteCheck.assertEveryTestFails(DeafDecks.class);
    }

    static class DeafLearners extends LearnersConformance {

        @Override
        protected Learners learners() {
            return new Learners() {
                @Override
                public LearnerAsOf at(LearnerId learnerId, Instant moment) {
                    return new LearnerAsOf(Plan.DEFAULT, Map.of(), Map.of(), Set.of(), null);
                }

                @Override
                public CatchUpResult await(Position after, Duration atMost) {
                    return new CatchUpResult(true, false);
                }
            };
        }

        @Override
        protected Position append(List<? extends LearnerEvent> events) {
            return Position.reviews(0, 0);
        }
    }

    static class DeafDecks extends DecksConformance {

        @Override
        protected Decks decks() {
            return new Decks() {
                @Override
                public Set<DeckId> ownedBy(LearnerId learnerId) {
                    return Set.of();
                }

                @Override
                public List<TaggedCard> liveCards(Set<DeckId> decks) {
                    return List.of();
                }

                @Override
                public boolean await(Position after, Duration atMost) {
                    return true;
                }
            };
        }

        @Override
        protected Position append(List<? extends DeckEvent> events) {
            return Position.NONE;
        }
    }
}
