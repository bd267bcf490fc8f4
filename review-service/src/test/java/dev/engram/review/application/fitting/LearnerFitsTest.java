package dev.engram.review.application.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.Stamp;
import dev.engram.events.WeightsFitted;
import dev.engram.events.WeightsFitted.HeldOutLoss;
import dev.engram.events.topic.Topics;
import dev.engram.review.application.InMemoryLog;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.fitting.LearnerFits.Change;
import dev.engram.review.application.plan.StudyPlans;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LearnerFitsTest {
    private static final LearnerId ADA = new LearnerId(new UUID(1, 1));
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final InMemoryProjectionQueries queries = new InMemoryProjectionQueries();
    private final InMemoryLog log = new InMemoryLog(queries);
    private final StudyPlans plans = new StudyPlans(
            new ReviewLog(log, Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC),
            queries,
            InstantSource.fixed(NOW),
            Duration.ZERO);
    private final LearnerFits fits =
            new LearnerFits(queries, plans, new InMemoryFitJobs(), InstantSource.fixed(NOW), Duration.ZERO);

    private final EventId first = fitted(1);
    private final EventId second = fitted(2);

    private EventId fitted(int number) {
        var id = new EventId(new UUID(3, number));
        var stamp = new Stamp(id, ADA, NOW.plusSeconds(number), ZoneOffset.UTC, new ClientId("test"), 0, NOW);
        queries.append(List.of(new WeightsFitted(
                stamp,
                Plan.DEFAULT.weights(),
                "fit-" + number,
                Plan.DEFAULT.weightsVersion(),
                WeightsFitted.Kind.TRAINED,
                500,
                400,
                new HeldOutLoss(100, 0.4, 0.3, -0.2, -0.1),
                List.of())));
        return id;
    }

    private String inForce() {
        return plans.latest(ADA).plan().weightsVersion();
    }

    @Test
    void shouldTakeBackOneAfterTheOtherToTheWeightsOfBefore() {
        // given
        fits.apply(ADA, first);
        fits.apply(ADA, second);
        // then
        fits.takeBack(ADA, second);
        assertThat(inForce()).isEqualTo("fit-1");
        assertThat(fits.takeBack(ADA, second)).isInstanceOf(Change.NotInForce.class);
        fits.takeBack(ADA, first);
        assertThat(inForce()).isEqualTo(Plan.DEFAULT.weightsVersion());
    }

    @Test
    void shouldApplyAndTakeBackWhereTheProjectionLags() {
        // given
        log.lag();
        // then
        assertThat(fits.apply(ADA, first)).isInstanceOf(Change.Done.class);
        assertThat(inForce()).isEqualTo("fit-1");
        assertThat(fits.takeBack(ADA, first)).isInstanceOf(Change.Done.class);
        assertThat(inForce()).isEqualTo(Plan.DEFAULT.weightsVersion());
    }
}
