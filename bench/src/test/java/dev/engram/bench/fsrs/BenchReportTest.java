package dev.engram.bench.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.bench.fsrs.BenchReport.Losses;
import dev.engram.bench.measure.RoundFigures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    @Test
    void shouldTakeMedianAndSpread() {
        // given
        var odd = new RoundFigures(List.of(9.0, 1.0, 4.0));
        var even = new RoundFigures(List.of(9.0, 1.0, 4.0, 5.0));
        // then
        assertThat(odd.median()).isEqualTo(4);
        assertThat(even.median()).isEqualTo(4.5);
        assertThat(even.least()).isEqualTo(1);
        assertThat(even.most()).isEqualTo(9);
        assertThatIllegalArgumentException().isThrownBy(() -> new RoundFigures(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> odd.over(even));
    }

    @Test
    void shouldCompareRoundByRound() {
        // given: both sides at half speed in the second round
        var ours = new RoundFigures(List.of(20.0, 10.0, 24.0));
        var theirs = new RoundFigures(List.of(4.0, 2.0, 4.0));
        // when
        var rate = new Comparison("fold", "M/s", true, ours, "other", theirs, 10.0, 5);
        var time = new Comparison("fit", "s", false, ours, "other", theirs, null, 1);
        // then
        assertThat(ratio(rate).values()).containsExactly(5.0, 5.0, 6.0);
        assertThat(rate.isRatioMet()).isTrue();
        assertThat(ratio(time).values()).containsExactly(0.2, 0.2, 4.0 / 24);
        assertThat(time.isRatioMet()).isFalse();
    }

    @Test
    void shouldMissAGoalByFigureOrByRatio() {
        // given
        var ours = new RoundFigures(List.of(9.0));
        var theirs = new RoundFigures(List.of(2.0));
        // when
        var slow = new Comparison("a", "M/s", true, ours, "other", theirs, 10.0, 4.5);
        var close = new Comparison("b", "M/s", true, ours, "other", theirs, 9.0, 5);
        var alone = new Comparison("c", "s", false, ours, "other", null, 9.0, 5);
        // then
        assertThat(slow.isFastEnough()).isFalse();
        assertThat(slow.isRatioMet()).isTrue();
        assertThat(close.isFastEnough()).isTrue();
        assertThat(close.isRatioMet()).isFalse();
        assertThat(alone.isFastEnough()).isTrue();
        assertThat(alone.isRatioMet()).isNull();
    }

    @Test
    void shouldAllowAFifthOfAPercentOfLoss() {
        assertThat(new Losses(0.4, 0.3005, 0.3).excess()).isCloseTo(0.001667, within(1e-6));
        assertThat(new Losses(0.4, 0.3005, 0.3).isMet()).isTrue();
        assertThat(new Losses(0.4, 0.3007, 0.3).isMet()).isFalse();
        assertThat(new Losses(0.4, 0.29, 0.3).isMet()).isTrue();
    }

    @Test
    void shouldSayWhatIsMissingWithoutNode() {
        // given
        var alone = new Comparison("fold", "M/s", true, new RoundFigures(List.of(20.0)), "next_state", null, 10.0, 5);
        // when
        var report = new BenchReport(
                Map.of("JDK", "25"), List.of(alone), new Losses(0.4, 0.3, null), Map.of(), "there is no Node");
        // then
        assertThat(report.text())
                .contains(
                        "Only our figures: there is no Node.",
                        "20.000 [20.000, 20.000]",
                        "next_state not run",
                        "10 M/s: met, 5 x: not compared")
                .doesNotContain("NaN", "null");
        assertThat(report.json().at("/comparisons/0/ours/median").asDouble()).isEqualTo(20);
        assertThat(report.json().at("/comparisons/0").has("theirs")).isFalse();
    }

    private static RoundFigures ratio(Comparison comparison) {
        return Objects.requireNonNull(comparison.ratio());
    }
}
