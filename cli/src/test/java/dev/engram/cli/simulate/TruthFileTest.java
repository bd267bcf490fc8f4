package dev.engram.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.classroom.SimulatedClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFileTest {

    @Test
    void shouldHaveARowForEachLearnerAndCard(@TempDir Path folder) throws Exception {
        // given
        var file = folder.resolve("truth.csv");
        var learner = SimulatedClasses.of(2).learner(1);
        // when
        try (var truth = new TruthFile(file, SimulatedClasses.END)) {
            truth.add(learner);
        }
        // then
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + 15);
        assertThat(lines.getFirst()).isEqualTo("learnerId,username,cardId,seen,recallNow,recallIn30Days");
        for (int card = 0; card < 15; card++) {
            var fields = lines.get(card + 1).split(",", -1);
            var truth = learner.truth().get(card);
            assertThat(fields).hasSize(6).startsWith(learner.learnerId().text(), "bela-s5", truth.cardId() + "");
            assertThat(fields[3]).isEqualTo(Boolean.toString(truth.isSeen()));
            if (truth.isSeen()) {
                double later = truth.recall(SimulatedClasses.END.plus(Duration.ofDays(30)))
                        .orElseThrow();
                assertThat(Double.parseDouble(fields[5])).isEqualTo(Math.round(later * 1e6) / 1e6);
                assertThat(Double.parseDouble(fields[4])).isGreaterThan(later);
            } else {
                assertThat(fields).endsWith("", "");
            }
        }
    }
}
