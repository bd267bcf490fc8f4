package dev.engram.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulatedTablesTest {
    @Test
    void shouldHandOverEveryReviewOnce() {
        // given
        var simulation = new Simulation(new Scenario(World.LL, Scheduling.MIXED, Choice.ABILITY), Size.CI, 9);
        int[] events = new int[1];
        simulation.reviews(_ -> events[0]++);

        // when
        var reviews = SimulatedTables.reviews(simulation);
        var tags = SimulatedTables.tags(simulation.truth());

        // then
        assertThat(reviews.size()).isEqualTo(events[0]);
        assertThat(reviews.duplicates).isZero();
        assertThat(reviews.learners()).isEqualTo(100);
        assertThat(tags.cards()).isEqualTo(200);
        assertThat(tags.notes()).isEmpty();
    }

    @Test
    void shouldNameTagsSoThatTheirOrderIsThatOfTheirNumbers() {
        assertThat(SimulatedTables.tagName(7)).isEqualTo("tag07").isLessThan(SimulatedTables.tagName(11));
        assertThat(SimulatedTables.tagNumber("tag07")).isEqualTo(7);
    }
}
