package dev.engram.simulation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.StudySettings;
import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.Size;
import dev.engram.simulation.World;
import dev.engram.simulation.recovery.Gates.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole study, gamma estimated, finds the truth at CI size. Gates are on the means of five fixed seeds. */
class RecoveryTest {
    private static final int SEEDS = 5;
    private static final int PERMUTATIONS = 1;
    private static final List<ScenarioMeans> ALL = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"FSRS, FSRS", "FSRS, ORACLE", "FSRS, POLICY", "LL, ORACLE", "LL, POLICY"})
    void shouldMeetTheGatesAtCiSize(World world, Scheduling scheduling) {
        // given
        var settings = StudySettings.defaults()
                .withThreads(1)
                .withPlan(new AnalysisPlan(false, false, false, PERMUTATIONS, false, 0));
        var recovery = new Recovery(Size.CI, settings, Set.of());
        var scenario = new Scenario(world, scheduling, Choice.ABILITY);

        // when
        var runs = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> recovery.run(scenario, seed))
                .toList();

        // then
        var means = new ScenarioMeans(runs);
        ALL.add(means);
        assertThat(Gates.CI.of(means)).isNotEmpty().allMatch(Gate::passes);
    }

    /** Tags permuted over the cards say nothing, and the study must find nothing in them. */
    @AfterAll
    static void shouldFindNothingInPermutedTags() {
        if (ALL.size() == 5) { // not where a single scenario was run by hand
            assertThat(Gates.ofControl(ALL)).allMatch(Gate::passes);
        }
    }

    @Test
    void shouldRecoverTheSameWorldTheSameWay() {
        // given
        var settings = StudySettings.defaults().withPlan(AnalysisPlan.NONE);
        var scenario = new Scenario(World.LL, Scheduling.MIXED, Choice.ABILITY);

        // when
        var one = new Recovery(Size.CI, settings.withThreads(1), Set.of()).run(scenario, 1);
        var two = new Recovery(Size.CI, settings.withThreads(2), Set.of()).run(scenario, 1);

        // then
        assertThat(two.intervals()).isEqualTo(one.intervals());
        assertThat(two.scores()).isEqualTo(one.scores());
        assertThat(two.g1()).isEqualTo(one.g1());
    }
}
