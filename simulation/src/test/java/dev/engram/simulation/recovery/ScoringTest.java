package dev.engram.simulation.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.agree.Agreement;
import dev.engram.hardness.rank.RankInterval;
import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Size;
import dev.engram.simulation.World;
import dev.engram.simulation.recovery.Gates.Gate;
import dev.engram.simulation.recovery.RecoveryRun.IntervalScore;
import dev.engram.simulation.recovery.RecoveryRun.RankScore;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringTest {
    private static final double[] TRUTH = {1.0, 0.5, 0.0, -0.5, -1.0};

    @Test
    void shouldScoreTheTruthItselfAsPerfectAndItsReverseAsWrong() {
        // given
        double[] reversed = {-1.0, -0.5, 0.0, 0.5, 1.0};
        double[] sd = {0.1, 0.1, 0.1, 0.1, 0.1};

        // when
        var right = Ranked.byPairs(TRUTH, sd, (_, _) -> 0.14).score(TRUTH);
        var wrong = Ranked.byPairs(reversed, sd, (_, _) -> 0.14).score(TRUTH);

        // then
        assertThat(right).isEqualTo(new IntervalScore(1, 1, 1, 1, 10, 0));
        assertThat(wrong.rankCoverage()).isEqualTo(0.2); // the one in the middle
        assertThat(wrong.slope()).isEqualTo(-1);
        assertThat(wrong.significantPairs()).isEqualTo(10);
        assertThat(wrong.wrongPairs()).isEqualTo(10);
        var score = RankScore.of(reversed, TRUTH);
        assertThat(score.tau()).isCloseTo(-1, within(1e-12));
        assertThat(score.spearman()).isCloseTo(-1, within(1e-12));
    }

    @Test
    void shouldJudgeEstimatesUpToACommonScaleAndShift() {
        // given: the truth times 0.6 plus 3, but for one tag, 0.1 off
        double[] estimate = {3.6, 3.3, 3.0, 2.7, 2.5};
        double[] narrow = {0.01, 0.01, 0.01, 0.01, 0.01};
        double[] wide = {0.1, 0.1, 0.1, 0.1, 0.1};

        // when
        var tooSure = Ranked.byPairs(estimate, narrow, (_, _) -> 0.014).score(TRUTH);
        var unsure = Ranked.byPairs(estimate, wide, (_, _) -> 9).score(TRUTH);

        // then
        assertThat(tooSure.slope()).isCloseTo(0.56, within(1e-12));
        assertThat(tooSure.coverage()).isLessThan(0.5);
        assertThat(unsure.coverage()).isEqualTo(1);
        assertThat(unsure.rankWidth()).isEqualTo(5);
        assertThat(unsure.significantPairs()).isZero();
    }

    @Test
    void shouldHoldTrueRanksAgainstTheIntervalsGiven() {
        // given: the second and the fourth leave their intervals
        var ranges = List.of(
                new RankInterval(1, 2),
                new RankInterval(3, 4),
                new RankInterval(3, 3),
                new RankInterval(1, 3),
                new RankInterval(2, 5));

        // when
        var score = new Ranked(TRUTH, new double[5], ranges, (one, other) -> one == 0 && other == 4).score(TRUTH);

        // then
        assertThat(score.rankCoverage()).isEqualTo(0.6);
        assertThat(score.rankWidth()).isEqualTo((2 + 2 + 1 + 3 + 4) / 5.0);
        assertThat(score.significantPairs()).isEqualTo(1);
        assertThat(score.wrongPairs()).isZero();
    }

    /** Estimates drawn around the truth with the SD they claim must be covered at 95%, or the measure is broken. */
    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldFindHonestIntervalsHonest(long seed) {
        // given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int worlds = 200;
        double covered = 0;
        double ranksCovered = 0;
        double wrong = 0;
        for (int world = 0; world < worlds; world++) {
            double[] h = IntStream.range(0, 30)
                    .mapToDouble(_ -> random.nextGaussian())
                    .toArray();
            double[] estimate = new double[30];
            double[] sd = new double[30];
            for (int tag = 0; tag < 30; tag++) {
                sd[tag] = 0.2;
                estimate[tag] = h[tag] + 0.2 * random.nextGaussian();
            }

            // when
            var score = Ranked.byPairs(estimate, sd, (one, other) -> Math.hypot(sd[one], sd[other]))
                    .score(centred(h));
            covered += score.coverage() / worlds;
            ranksCovered += score.rankCoverage() / worlds;
            wrong += (double) score.wrongPairs() / score.significantPairs() / worlds;
        }

        // then
        assertThat(covered).isCloseTo(0.95, within(0.02));
        assertThat(ranksCovered).isGreaterThan(0.95);
        assertThat(wrong).isLessThan(0.01);
    }

    private static double[] centred(double[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(n -> values[n])
                .average()
                .orElseThrow();
        return IntStream.range(0, values.length)
                .mapToDouble(n -> values[n] - mean)
                .toArray();
    }

    /** The reference has 0.86 for its own draws of such worlds. */
    @Test
    void shouldReachTheCeilingOfTheReferenceWhereCardsAreKnown() {
        // given
        double sum = 0;
        int worlds = 20;
        for (int seed = 1; seed <= worlds; seed++) {
            var truth =
                    new Simulation(new Scenario(World.LL, Scheduling.FIXED, Choice.UNIFORM), Size.FULL, seed).truth();
            double[] h = IntStream.range(0, 30).mapToDouble(truth::h).toArray();

            // when
            sum += Agreement.kendallTauB(Ceiling.of(truth), h).orElseThrow();
        }

        // then
        assertThat(sum / worlds).isCloseTo(0.86, within(0.03));
    }

    @Test
    void shouldFailAGateThatIsMissedOrNotMeasured() {
        assertThat(Gate.atLeast("tau", 0.70, 0.70).passes()).isTrue();
        assertThat(Gate.atLeast("tau", 0.699, 0.70).passes()).isFalse();
        assertThat(Gate.atLeast("tau", Double.NaN, 0.70).passes()).isFalse();
        assertThat(Gate.atMost("SD", 0.13, 0.12).passes()).isFalse();
        assertThat(new Gate("g1", 0.95, 0.7, 0.9).passes()).isFalse();
    }
}
