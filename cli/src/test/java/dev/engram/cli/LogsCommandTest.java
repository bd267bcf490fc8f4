package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
    @TempDir
    private Path home;

    private List<String> written;

    /** Lines as long as those of mongod, the last one without its end. */
    @BeforeEach
    void writeLog() throws Exception {
        written = IntStream.rangeClosed(1, 5_000)
                .mapToObj(number -> number + " " + "é".repeat(number % 700))
                .toList();
        Files.writeString(
                Files.createDirectories(home.resolve("logs")).resolve("mongod.log"), String.join("\n", written));
    }

    private Commands.Ran logs(Object lines) {
        return Commands.run("logs", "mongod", "--home", home, "-n", lines);
    }

    @Test
    void shouldPrintAsManyWholeLinesAsAreAskedFor() {
        for (int lines : new int[] {0, 1, 40, 1_000, 5_000, 6_000}) {
            // when
            var ran = logs(lines);
            // then
            assertThat(ran.code()).isZero();
            assertThat(ran.out().lines()).isEqualTo(written.subList(Math.max(0, 5_000 - lines), 5_000));
        }
    }

    @Test
    void shouldPrintALineThatIsLongerThanWhatIsReadAtOnce() throws Exception {
        // given
        String line = "x".repeat(1_500_000);
        Files.writeString(home.resolve("logs/mongod.log"), "before\n" + line + "\nafter\n");
        // then
        assertThat(logs(3).out().lines().mapToInt(String::length).sum())
                .isEqualTo("before".length() + line.length() + "after".length());
    }

    @Test
    void shouldRefuseANumberThatIsNone() {
        assertThat(logs(-1).err()).isEqualToIgnoringNewLines("engram: --lines must be at least 0, was -1");
        assertThat(logs(-1).code()).isEqualTo(1);
    }
}
