package dev.engram.cli;

import static dev.engram.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardnessCurvesCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPrintCurvesAsTableAndJson() throws IOException {
        // given
        StringBuilder log = new StringBuilder("learner,card,time,rating,tags\n");
        for (int learner = 0; learner < 12; learner++) {
            for (int day = 1; day <= 6; day++) {
                boolean right = (learner + day) % 7 < day;
                log.append("l%d,c,2026-01-%02dT08:00:00Z,%d,verb%n".formatted(learner, day, right ? 3 : 1));
            }
        }
        Path events = Files.writeString(folder.resolve("log.csv"), log);

        // when
        var text = run("hardness", "curves", "--events", events, "--points");
        var json = run("hardness", "curves", "--events", events, "--low", "0.01", "--json");

        // then
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("Learning curves by concept", "low and flat", "opportunity  answers  learners");
        assertThat(json.json().at("/concepts/0/shape").asText()).isEqualTo("good");
        assertThat(json.json().at("/concepts/0/points")).hasSize(6);
        assertThat(json.json().at("/concepts/0/slope").asDouble()).isPositive();
        assertThat(json.json().at("/thresholds/low").asDouble()).isEqualTo(0.01);
    }
}
