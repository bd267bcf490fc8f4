package dev.engram.runtime.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Stamp;
import dev.engram.projections.learner.LearnerContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LearnerCardMappingTest {
    private static final Instant DAY = Instant.parse("2026-03-01T10:00:00Z");

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final LearnerCardMapping mapping = new LearnerCardMapping();

    @Test
    void shouldCountAChoiceOfTheDefaultPlanAsAChange() {
        // when
        var chosen = LearnerContext.EMPTY.apply(change(Plan.DEFAULT, DAY));
        // then
        assertThat(mapping.changedParts(LearnerContext.EMPTY, chosen)).containsExactly(LearnerCardMapping.PLAN);
    }

    @Test
    void shouldCountAZoneOfAnEarlierPlanAsAChange() {
        // given
        var before = LearnerContext.EMPTY.apply(change(Plan.DEFAULT, DAY));
        // when an older change arrives, which does not change the plan in force
        var after = before.apply(change(inBerlin(), DAY.minusSeconds(60)));
        // then
        assertThat(after.plan()).isEqualTo(before.plan());
        assertThat(mapping.changedParts(before, after)).containsExactly(LearnerCardMapping.PLAN);
        assertThat(mapping.changedParts(after, after)).isEmpty();
    }

    private static Plan inBerlin() {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                ZoneId.of("Europe/Berlin"),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion());
    }

    private PlanChanged change(Plan plan, Instant at) {
        return new PlanChanged(
                new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("test"), 0, at), plan);
    }
}
