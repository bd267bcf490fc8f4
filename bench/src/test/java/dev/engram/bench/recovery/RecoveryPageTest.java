package dev.engram.bench.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.World;
import dev.engram.simulation.recovery.Estimator;
import dev.engram.simulation.recovery.RecoveryRun;
import dev.engram.simulation.recovery.RecoveryRun.IntervalScore;
import dev.engram.simulation.recovery.RecoveryRun.RankScore;
import dev.engram.simulation.recovery.ScenarioMeans;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryPageTest {
    private static final Scenario ORACLE = new Scenario(World.LL, Scheduling.ORACLE, Choice.ABILITY);

    @Test
    void shouldJudgeTheMeanOfTheSeedsNotASingleOne() {
        // given: one seed far below the gate of 0.70
        var page = page(run(1, 0.66, 0.95, 0.8), run(2, 0.78, 0.95, 0.8));

        // then
        assertThat(page.passes()).isTrue();
        assertThat(page.verdict()).isEqualTo("6 of 6 gates passed.\n");
        assertThat(page.text()).contains("| primary tau: ll oracle, ability | 0.720 | at least 0.70 | passed |");
    }

    @Test
    void shouldNameEveryGateThatFails() {
        // given
        var page = page(run(1, 0.69, 0.89, 0.95));

        // then
        assertThat(page.passes()).isFalse();
        assertThat(page.verdict())
                .startsWith("3 of 6 gates passed.")
                .contains("FAILED: primary tau: ll oracle, ability is 0.690, must be at least 0.70")
                .contains("FAILED: rank coverage: ll oracle, ability is 0.890, must be at least 0.90")
                .contains("FAILED: lateness slope g1: ll oracle, ability is 0.950, must be 0.70 to 0.90");
        assertThat(page.text()).contains("| **FAILED** |").doesNotContain("would fail");
    }

    private static RecoveryPage page(RecoveryRun... runs) {
        return new RecoveryPage(List.of(new ScenarioMeans(List.of(runs))), runs.length, Map.of("JDK", "25"));
    }

    private static RecoveryRun run(long seed, double tau, double coverage, double g1) {
        return run(ORACLE, seed, tau, coverage, g1);
    }

    private static RecoveryRun run(Scenario scenario, long seed, double tau, double coverage, double g1) {
        Map<Estimator, RankScore> scores = new EnumMap<>(Estimator.class);
        Map<Estimator, IntervalScore> intervals = new EnumMap<>(Estimator.class);
        for (var estimator : Estimator.values()) {
            scores.put(estimator, new RankScore(estimator == Estimator.PRIMARY ? tau : 0.1, 0.9, 0.8));
            intervals.put(estimator, new IntervalScore(coverage, 12, 0.8, 0.95, 100, 1));
        }
        return new RecoveryRun(scenario, seed, 200_000, 190_000, scores, intervals, g1, 0.2, 0.05, 0.04);
    }

    @Test
    void shouldReportAMarginWithoutAGateAndNotCountIt() {
        // given
        var uniform = new Scenario(World.FSRS, Scheduling.FSRS, Choice.UNIFORM);
        var page = page(run(uniform, 1, 0.15, 0.95, 0.8));

        // then
        assertThat(page.verdict()).startsWith("3 of 4 gates passed.");
        assertThat(page.text())
                .contains("| primary - lapse rate: fsrs FSRS, uniform | 0.050 | no gate |  |")
                .contains("At a margin of 0.20 these would fail: fsrs FSRS, uniform (0.050).");
    }
}
