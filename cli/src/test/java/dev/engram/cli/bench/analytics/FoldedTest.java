package dev.engram.cli.bench.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.cli.bench.analytics.Growth.Size;
import dev.engram.cli.bench.analytics.ProjectionWatch.Folded;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldedTest {

    @Test
    void shouldGiveRatesAndProcessorTimePerEvent() {
        // given
        Folded folded = new Folded(10_000, Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(1));
        // then
        assertThat(folded.perSecond()).isEqualTo(2_500);
        assertThat(folded.serviceMillis()).isCloseTo(0.2, within(1e-9));
        assertThat(folded.mongodMillis()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void shouldAimAtAQuarterOfWhatAConsumerReadsButNotBeyondTheGoal() {
        assertThat(RebuildFigure.goal(200_000)).isEqualTo(50_000);
        assertThat(RebuildFigure.goal(900_000)).isEqualTo(100_000);
    }

    @Test
    void shouldTellWhatHasComeSincePerReviewAndPerLearnerAndCard() {
        // given
        Growth before = new Growth("p.g1", Map.of("p.g1", new Size(100, 1_000, 500, 200)), 1_000);
        Growth after = new Growth(
                "p.g1",
                Map.of(
                        "p.g1", new Size(150, 101_000, 50_500, 20_200),
                        "p.g1.activity", new Size(20, 2_000, 1_000, 400),
                        "catalogue.g1", new Size(10, 4_000, 2_000, 1_000)),
                401_000);
        // then
        assertThat(after.since(before, 200, 5))
                .containsExactly(
                        "log: 2,000 bytes per review",
                        "per learner and card, with 4.0 reviews: 1,000 bytes of documents (2,000 before compression) and 400 of"
                                + " indexes",
                        "per review: 250 bytes of documents (500 before compression) and 100 of indexes",
                        "per learner and day: 50 bytes of documents (100 before compression) and 20 of indexes; 20 days of 5"
                                + " learners",
                        "per card of the catalogue: 200 bytes of documents (400 before compression) and 100 of indexes");
    }
}
