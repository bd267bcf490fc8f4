package dev.engram.review.application.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Stamp;
import dev.engram.events.topic.Topics;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.review.application.InMemoryLog;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.plan.StudyPlans.Change;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StudyPlansTest {
    private static final LearnerId ADA = new LearnerId(new UUID(1, 1));
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final InMemoryProjectionQueries queries = new InMemoryProjectionQueries();
    private final InMemoryLog log = new InMemoryLog(queries);
    private final StudyPlans plans = new StudyPlans(
            new ReviewLog(log, Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC),
            queries,
            InstantSource.fixed(NOW),
            Duration.ZERO);

    private static Plan withNewCards(Plan plan, int newCardsPerDay) {
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                newCardsPerDay,
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion(),
                plan.options());
    }

    private Change.Done changed(Change change) {
        return (Change.Done) change;
    }

    @Test
    void shouldKeepEveryChangeWhereTheProjectionLags() {
        // given
        log.lag();
        // when
        var first = changed(plans.change(ADA, null, plan -> plan.withWeights(plan.weights(), "mine")));
        var second = changed(plans.change(ADA, first.inForce().tag(), plan -> withNewCards(plan, 7)));
        // then
        assertThat(first.caughtUp()).isFalse();
        assertThat(second.inForce().plan().weightsVersion()).isEqualTo("mine");
        assertThat(second.inForce().plan().newCardsPerDay()).isEqualTo(7);
        assertThat(plans.inForce(ADA, Position.NONE).inForce()).isEqualTo(second.inForce());
        assertThat(plans.change(ADA, first.inForce().tag(), plan -> withNewCards(plan, 8)))
                .isEqualTo(new Change.Outdated(second.inForce().tag()));
        // and once the projection has passed them
        log.catchUp();
        assertThat(queries.context(ADA).planChanges()).hasSize(2);
        assertThat(queries.context(ADA).plan()).isEqualTo(second.inForce().plan());
        assertThat(plans.inForce(ADA, Position.NONE).inForce()).isEqualTo(second.inForce());
    }

    @Test
    void shouldForgetTheOldestOfManyChangesAndThoseThatTheProjectionHolds() {
        // given
        var changes = new LatestChanges();
        for (int learner = 0; learner <= LatestChanges.MOST; learner++) {
            changes.put(change(new LearnerId(new UUID(2, learner))));
        }
        var second = new LearnerId(new UUID(2, 1));
        // then
        assertThat(changes.over(new LearnerId(new UUID(2, 0)), LearnerContext.EMPTY))
                .isSameAs(LearnerContext.EMPTY);
        var context = changes.over(second, LearnerContext.EMPTY);
        assertThat(context.planChange()).isEqualTo(change(second));
        assertThat(changes.over(second, context)).isSameAs(context);
        assertThat(changes.over(second, LearnerContext.EMPTY)).isSameAs(LearnerContext.EMPTY);
    }

    private static PlanChanged change(LearnerId learner) {
        var stamp = new Stamp(new EventId(learner.value()), learner, NOW, ZoneOffset.UTC, new ClientId("test"), 0, NOW);
        return new PlanChanged(stamp, Plan.DEFAULT);
    }
}
