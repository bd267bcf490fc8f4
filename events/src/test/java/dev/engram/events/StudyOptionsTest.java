package dev.engram.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.events.StudyOptions.ReviewOrder;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StudyOptionsTest {
    private static final DeckId DECK = new DeckId(new UUID(0, 1));

    private static StudyOptions goals(RetentionGoal... goals) {
        return new StudyOptions(ReviewOrder.DUE, List.of(goals), List.of(), Fitting.OFF);
    }

    private static Plan plan(StudyOptions options) {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion(),
                options);
    }

    @Test
    void shouldTakeTheMostSpecificGoalOfACard() {
        // given
        var options = goals(
                new RetentionGoal(DECK, null, 0.80),
                new RetentionGoal(null, new Tag("ml"), 0.85),
                new RetentionGoal(null, new Tag("ML::attention"), 0.95));
        // then
        assertThat(options.goal(DECK, List.of())).hasValue(0.80);
        assertThat(options.goal(DECK, List.of(new Tag("ml::cnn")))).hasValue(0.85);
        assertThat(options.goal(DECK, List.of(new Tag("ml"), new Tag("ml::attention::self"))))
                .hasValue(0.95);
        assertThat(options.goal(new DeckId(new UUID(0, 2)), List.of(new Tag("other"))))
                .isEmpty();
    }

    @Test
    void shouldRefuseAGoalThatIsAboutNothingOrGivenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionGoal(null, null, 0.9))
                .withMessageContaining("either a deckId or a tag");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        goals(new RetentionGoal(null, new Tag("ml"), 0.9), new RetentionGoal(null, new Tag("ML"), 0.8)))
                .withMessage("plan.retentionGoals must name ml once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Break(LocalDate.parse("2026-01-02"), LocalDate.parse("2026-01-01")));
    }

    @Test
    void shouldBeReadAsWrittenAndLeaveDefaultsOut() {
        // given
        var options = new StudyOptions(
                ReviewOrder.RETRIEVABILITY,
                List.of(new RetentionGoal(DECK, null, 0.8), new RetentionGoal(null, new Tag("ml"), 0.95)),
                List.of(new Break(LocalDate.parse("2026-12-24"), LocalDate.parse("2027-01-02"))),
                Fitting.SUGGEST);
        var now = Instant.parse("2026-01-01T00:00:00Z");
        var stamp = new Stamp(
                new EventId(Ids.v7()),
                new LearnerId(new UUID(1, 2)),
                now,
                ZoneOffset.UTC,
                new ClientId("server"),
                0,
                now);
        // when
        var encoded = LearnerEvents.codec().encode(new PlanChanged(stamp, plan(options)));
        // then
        assertThat(LearnerEvents.codec().decode(encoded.headers(), encoded.value()))
                .isEqualTo(new Decoded.Event<>(new PlanChanged(stamp, plan(options))));
        assertThat(plan(StudyOptions.DEFAULT)).isEqualTo(Plan.DEFAULT);
    }
}
