package dev.engram.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.Fsrs6;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true in the worlds shows in what they generate. Tolerances are four standard errors, so that fresh seeds pass. */
class WorldTest {
    private static final double LOGIT_OF_LAPSE = Math.log(0.1 / 0.9);

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldForgetAtTenPercentAndWithSlopeGammaWhereTheOracleSchedules(long seed) {
        // given
        var simulation = new Simulation(new Scenario(World.LL, Scheduling.ORACLE, Choice.ABILITY), Size.FULL, seed);
        var lapses = lapsesByLateness(simulation);

        // when
        double[] fit = lapses.fit();

        // then
        assertThat(fit[0]).isCloseTo(LOGIT_OF_LAPSE, within(4 * fit[2]));
        assertThat(fit[1])
                .isCloseTo(World.LL.gamma().orElseThrow(), within(4 * fit[3]))
                .isCloseTo(0.8, within(0.15));
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldForgetAtTenPercentWhereTheOracleSchedulesByFsrs(long seed) {
        // given: a slope that falls with lateness, hence only reviews that are little late
        var simulation = new Simulation(new Scenario(World.FSRS, Scheduling.ORACLE, Choice.ABILITY), Size.FULL, seed);
        int[] counts = new int[2];
        simulation.reviews(review -> {
            if (review.index() > 0 && review.elapsedDays() < 1.05 * review.plannedDays()) {
                counts[0]++;
                counts[1] += review.lapse() ? 1 : 0;
            }
        });

        // when
        double rate = (double) counts[1] / counts[0];

        // then: 2.5% late on average, at a slope of 0.76 on the logit
        double expected = 1 / (1 + Math.exp(-LOGIT_OF_LAPSE - 0.76 * 0.0245));
        assertThat(counts[0]).isGreaterThan(15_000);
        assertThat(rate).isCloseTo(expected, within(4 * Math.sqrt(0.09 / counts[0])));
    }

    private static LogisticLine lapsesByLateness(Simulation simulation) {
        var line = new LogisticLine(400_000);
        simulation.reviews(review -> {
            // the floor of 0.02 days is no longer R = 0.9
            if (review.index() > 0 && review.plannedDays() > 0.022) {
                line.add(Math.log(review.elapsedDays() / review.plannedDays()), review.lapse());
            }
        });
        return line;
    }

    @Test
    void shouldFollowTheModelOfTheModuleFsrsWhereBothSayTheSame() {
        // given
        var truth = World.FSRS.memory();
        var model = new Fsrs6(Weights.DEFAULT);
        for (double ability : new double[] {-3, -0.7, 0, 0.4, 3}) {
            double difficulty = Math.clamp(5.5 - 2 * ability, 1.0, 10.0);
            for (double stability : new double[] {0.3, 2, 17, 400}) {
                for (int days : new int[] {1, 9, 200}) {
                    for (var grade : Grade.values()) {
                        // when
                        double after = truth.next(stability, ability, days, grade);

                        // then
                        double expected = model.nextStability(stability, difficulty, days, grade);
                        double cap = stability
                                / Math.exp(Weights.DEFAULT.toArray()[17]
                                        * Weights.DEFAULT.toArray()[18]);
                        if (grade != Grade.AGAIN || expected < cap) {
                            assertThat(after).isCloseTo(Math.max(0.05, expected), within(1e-9 * expected));
                        } else {
                            assertThat(after).isBetween(cap, stability);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRecallWithTheProbabilityAskedForAtTheIntervalOfIt(World world) {
        for (double recall : new double[] {0.5, 0.8, 0.9, 0.99}) {
            // when
            double days = world.memory().intervalDays(12.5, recall);

            // then
            assertThat(world.memory().recall(12.5, days)).isCloseTo(recall, within(1e-12));
        }
    }

    @Test
    void shouldMoveLogLogisticStabilityByItsFactors() {
        // given
        var memory = World.LL.memory();

        // then
        assertThat(memory.first(0.3, Grade.AGAIN)).isEqualTo(memory.first(0.3, Grade.EASY));
        assertThat(Math.log(memory.first(0.3, Grade.GOOD))).isCloseTo(3.2, within(1e-12));
        assertThat(memory.next(10, 0.3, 5, Grade.HARD)).isCloseTo(22, within(1e-12));
        assertThat(memory.next(10, 0.3, 5, Grade.AGAIN)).isCloseTo(10 * Math.exp(-0.7), within(1e-12));
        assertThat(memory.recall(10, 10)).isEqualTo(0.5);
    }
}
