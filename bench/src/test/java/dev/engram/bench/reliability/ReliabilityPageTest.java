package dev.engram.bench.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.simulation.World;
import dev.engram.simulation.classroom.Reliability;
import dev.engram.simulation.classroom.StudyScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityPageTest {

    @Test
    void shouldShowEachRowAndTheErrorOfTheTable() {
        // given
        var table = new Reliability(
                List.of(new Reliability.Row(2, 10, 0.25, 0.3, 5), new Reliability.Row(8, 1_030, 0.85, 0.8, 824)));
        var measured = List.of(new MeasuredClass(World.LL, StudyScheduler.FIXED, table));
        // when
        var page = new ReliabilityPage(measured, 3, 60, 7).text();
        // then
        assertThat(page)
                .contains("3 learners study a deck of 200 cards", "60 days", "seed 7")
                .contains("| 0.2 to 0.3 | 10 | 0.250 | 0.300 | 0.500 | -0.250 |")
                .contains("| 0.8 to 0.9 | 1,030 | 0.850 | 0.800 | 0.800 | +0.050 |")
                .contains("Error: mean difference +0.047, RMSE 0.055.")
                .contains("| `ll`, ladder | 1,040 | +0.047 | 0.055 |");
    }

    /** The page is what this version measures: it is written again when the fold or the simulation changes. */
    @Test
    void shouldBeThePageThatIsCommitted() throws Exception {
        // given
        var committed = Files.readString(Path.of("..", "docs", "research", "reliability.md"));
        // when
        var first = MeasuredClass.of(World.FSRS, StudyScheduler.FSRS, 30, 60, 1);
        // then: one of its tables, to be quick
        assertThat(committed).as("run ./engram bench reliability").contains(ReliabilityPage.table(first));
    }
}
