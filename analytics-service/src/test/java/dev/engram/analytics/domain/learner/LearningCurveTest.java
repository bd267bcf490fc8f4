package dev.engram.analytics.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.learner.LearningCurve.Shape;
import dev.engram.analytics.domain.learner.LearningCurve.Thresholds;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final LearningCurve curve = new LearningCurve();
    private int learners;

    @Test
    void shouldCountTheFirstAnswerOfEachStudyDayOfACard() {
        // given: one card on two days, on the first of them twice
        curve.add(card(List.of(at(0, Rating.AGAIN), at(0.01, Rating.GOOD), at(1, Rating.GOOD))));
        curve.add(card(List.of(at(0, Rating.GOOD))));
        // then
        assertThat(curve.points()).hasSize(2);
        assertThat(curve.points().getFirst().failures().successes()).isEqualTo(1);
        assertThat(curve.points().getFirst().failures().n()).isEqualTo(2);
        assertThat(curve.points().getFirst().learners()).isEqualTo(1);
        assertThat(curve.points().get(1).share()).isZero();
        // and each card has had its first success
        assertThat(curve.growth()).singleElement().satisfies(growth -> {
            assertThat(growth.success()).isEqualTo(1);
            assertThat(growth.n()).isEqualTo(2);
            assertThat(growth.median()).isPositive();
        });
    }

    @Test
    void shouldSayTooLittleWhereFewLearnersOrPointsAreThere() {
        learners(9, 6, _ -> 0.5);
        assertThat(curve.shape(Thresholds.DEFAULT)).isEqualTo(Shape.TOO_LITTLE_DATA);
    }

    @Test
    void shouldDecideTheShapesInTheirOrder() {
        assertThat(shape(20, 4, _ -> 0.5)).isEqualTo(Shape.TOO_LITTLE_DATA);
        assertThat(shape(20, 5, k -> k == 3 ? 0.1 : 0.5)).isEqualTo(Shape.LOW_AND_FLAT);
        assertThat(shape(20, 5, _ -> 0.5)).isEqualTo(Shape.STILL_HIGH);
        assertThat(shape(20, 5, _ -> 0.3)).isEqualTo(Shape.NO_LEARNING);
        assertThat(shape(20, 5, k -> 0.7 - 0.1 * k)).isEqualTo(Shape.GOOD);
    }

    private interface Share {
        double of(int opportunity);
    }

    private static Shape shape(int learners, int opportunities, Share again) {
        var test = new LearningCurveTest();
        test.learners(learners, opportunities, again);
        return test.curve.shape(Thresholds.DEFAULT);
    }

    /** Learners with one card each, of whom a share fails at each opportunity, from 1 on. */
    private void learners(int count, int opportunities, Share again) {
        for (int learner = 0; learner < count; learner++) {
            var answers = new ArrayList<Answer>();
            for (int k = 1; k <= opportunities; k++) {
                answers.add(at(k, learner < Math.round(again.of(k) * count) ? Rating.AGAIN : Rating.GOOD));
            }
            curve.nextLearner();
            curve.add(card(answers));
        }
    }

    private record Answer(double day, Rating rating) {}

    private static Answer at(double day, Rating rating) {
        return new Answer(day, rating);
    }

    private CardFold.Folded card(List<Answer> answers) {
        var events = new ArrayList<ReviewRecorded>();
        learners++;
        for (var answer : answers) {
            var at = MONDAY.plusMillis(
                    Math.round(answer.day() * Duration.ofDays(1).toMillis()));
            var id = new EventId(new UUID(0x7000L, 0x8000000000000000L + 100L * learners + events.size()));
            var stamp = new Stamp(
                    id,
                    new LearnerId(new UUID(1, learners)),
                    at,
                    ZoneOffset.UTC,
                    new ClientId("web"),
                    events.size(),
                    at);
            events.add(new ReviewRecorded(
                    stamp,
                    new CardId(new UUID(2, 2)),
                    1,
                    answer.rating(),
                    null,
                    null,
                    null,
                    null,
                    false,
                    ReviewRecorded.Origin.LIVE,
                    null,
                    Set.of()));
        }
        return CardFold.of(CardHistory.EMPTY.applyAll(events), Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }
}
