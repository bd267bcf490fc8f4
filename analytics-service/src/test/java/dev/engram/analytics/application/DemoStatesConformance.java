package dev.engram.analytics.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.demo.Demo;
import dev.engram.analytics.demo.Golden;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.LearnerStates;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.scheduler.CardState;
import dev.engram.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The states of the demo, now and at past moments, are those that the reference computes. */
public abstract class DemoStatesConformance {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    private final LearnerId learner = new LearnerId(UUID.randomUUID());

    protected abstract ProjectionQueries queries();

    /** Appends events to what {@link #queries()} fold. @return the position of the last */
    protected abstract Position append(List<? extends LearnerEvent> events);

    @Test
    void shouldFoldWhatArrivedInDisorderAndTwice() {
        // given
        var events = new ArrayList<>(reviews());
        events.addAll(reviews().subList(0, 30));
        Collections.shuffle(events, new Random(Seeds.one()));
        // when
        contained(append(events));
        // then: now, and at moments of the past
        for (var golden : Golden.tables()) {
            var states = states(learner, golden.asOf());
            golden.cardRows()
                    .forEach(row -> Golden.assertEqual(
                            states.getOrDefault(Demo.card(row.get("card").asInt()), CardState.NEW), row));
        }
    }

    @Test
    void shouldApplyARetractionToThePastToo() {
        // given
        var reviews = reviews();
        var last = reviews.stream()
                .filter(r -> r.cardId().equals(Demo.card(1)))
                .toList()
                .getLast();
        // when: the retraction arrives before the review
        contained(append(List.of(
                new ReviewRetracted(stamp(1), last.cardId(), last.stamp().eventId()))));
        contained(append(reviews));
        // then
        var today = states(learner, LATER);
        var then = states(learner, last.stamp().at());
        assertThat(today.get(last.cardId()).reviews()).isEqualTo(4);
        assertThat(then.get(last.cardId())).isEqualTo(today.get(last.cardId()));
    }

    @Test
    void shouldShowThePastUnderTodaysPlan() {
        // given
        contained(append(reviews()));
        var moment = Instant.parse("2026-09-18T12:00:00Z");
        var before = learnerAt(moment);
        // when
        contained(append(List.of(new PlanChanged(stamp(1), ambitious()))));
        // then
        var after = learnerAt(moment);
        assertThat(before.context().plan()).isEqualTo(Plan.DEFAULT);
        assertThat(after.context().plan()).isEqualTo(ambitious());
        assertThat(after.states().get(Demo.card(1)).intervalDays())
                .isPositive()
                .isLessThan(before.states().get(Demo.card(1)).intervalDays());
    }

    @Test
    void shouldKeepLearnersApart() {
        // given
        var other = new LearnerId(UUID.randomUUID());
        contained(append(Demo.of(other).batches().getFirst().reviews()));
        // when
        contained(append(List.of(reviews().getFirst())));
        // then
        assertThat(states(learner, LATER)).hasSize(1);
        assertThat(states(other, LATER)).hasSizeGreaterThan(1);
        assertThat(states(new LearnerId(UUID.randomUUID()), LATER)).isEmpty();
    }

    private LearnerStates learnerAt(Instant moment) {
        return queries().within(scope -> scope.learners().states(learner, new CardSelection.AsOf(moment)));
    }

    private Map<CardId, CardState> states(LearnerId of, Instant moment) {
        return queries()
                .within(scope -> scope.learners().states(of, new CardSelection.AsOf(moment)))
                .states();
    }

    private void contained(Position position) {
        assertThat(queries().await(position, LONGEST)).isEqualTo(new CatchUpResult(true, false));
    }

    private List<ReviewRecorded> reviews() {
        return Demo.of(learner).batches().stream()
                .flatMap(batch -> batch.reviews().stream())
                .toList();
    }

    private Stamp stamp(int minute) {
        var at = Instant.parse("2026-10-01T12:00:00Z").plusSeconds(60L * minute);
        return new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("web"), minute, at);
    }

    private static Plan ambitious() {
        var plan = Plan.DEFAULT;
        return new Plan(
                0.97,
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion());
    }
}
