package dev.engram.simulation.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.simulation.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

    @Test
    void shouldWeightRowsByTheirCards() {
        // given
        var table = new Reliability(
                List.of(new Reliability.Row(2, 10, 0.25, 0.3, 5), new Reliability.Row(8, 30, 0.85, 0.8, 24)));
        // then: differences of -0.25 and 0.05
        assertThat(table.cards()).isEqualTo(40);
        assertThat(table.meanDifference()).isCloseTo((10 * -0.25 + 30 * 0.05) / 40, within(1e-12));
        assertThat(table.rmse()).isCloseTo(Math.sqrt((10 * 0.0625 + 30 * 0.0025) / 40), within(1e-12));
    }

    @Test
    void shouldPredictWhatIsTrulyRecalledOfASimulatedClass() {
        // given
        var simulated = Classes.of(30, 60, StudyScheduler.FSRS, World.FSRS, 1);
        // when
        var table = Reliability.of(simulated, Duration.ofDays(30));
        // then: about what docs/research states; the same for the same seed
        assertThat(table.cards()).isGreaterThan(800);
        assertThat(Math.abs(table.meanDifference())).isLessThan(0.1);
        assertThat(table.rmse()).isLessThan(0.15);
        assertThat(table.rows()).allSatisfy(row -> {
            assertThat(row.predicted()).isBetween(row.tenth() / 10.0, (row.tenth() + 1) / 10.0);
            double error = Math.sqrt(row.truth() * (1 - row.truth()) / row.cards());
            assertThat(row.share()).isCloseTo(row.truth(), within(4 * error + 1.0 / row.cards()));
        });
        assertThat(Reliability.of(simulated, Duration.ofDays(30))).isEqualTo(table);
    }
}
