package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.LogRotation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void shouldPrintWhatWasRotatedBeforeTheFileHasEnough() throws Exception {
        // given
        Path log = home.resolve("logs/mongod.log");
        Files.writeString(log, "\n", StandardOpenOption.APPEND);
        // when
        LogRotation.rotateIfLarge(log, 1_000, 1);
        Files.writeString(log, "newest\n", StandardOpenOption.APPEND);
        // then
        assertThat(logs(3).out().lines()).containsExactly(written.get(4_998), written.get(4_999), "newest");
        assertThat(logs(1).out().lines()).containsExactly("newest");
    }

    @Test
    @Timeout(60)
    void shouldFollowALogThatIsRotated() throws Exception {
        // given
        Path log = home.resolve("logs/review-service.log");
        StringWriter out = new StringWriter();
        Thread command = Thread.ofVirtual()
                .start(() -> Engram.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute("logs", "review-service", "-f", "-n", "1", "--home", home.toString()));
        // when
        int rotations = 0;
        for (int line = 1; line <= 400; line++) {
            Files.writeString(log, "line " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            rotations += LogRotation.rotateIfLarge(log, 2_000, 2) ? 1 : 0;
            Thread.sleep(5);
        }
        while (!out.toString().contains("line 400\n")) {
            Thread.sleep(50);
        }
        command.interrupt();
        command.join();
        // then
        assertThat(rotations).isPositive();
        List<String> printed = out.toString().lines().toList();
        int first = Integer.parseInt(printed.getFirst().substring("line ".length()));
        assertThat(printed)
                .isEqualTo(IntStream.rangeClosed(first, 400)
                        .mapToObj(line -> "line " + line)
                        .toList())
                .hasSizeGreaterThan(200);
    }

    @Test
    void shouldRefuseANumberThatIsNone() {
        assertThat(logs(-1).err()).isEqualToIgnoringNewLines("engram: --lines must be at least 0, was -1");
        assertThat(logs(-1).code()).isEqualTo(1);
    }
}
