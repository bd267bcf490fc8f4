package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveWholeLinesHoweverLongTheyAre() throws Exception {
        // given
        var lines = IntStream.range(0, 1_000)
                .mapToObj(i -> i + "x".repeat(i * 37 % 3_000))
                .toList();
        var log = Files.write(folder.resolve("log"), lines);
        for (int count : List.of(1, 2, 100, 999, 1_000, 2_000)) {
            // then
            assertThat(LogTail.of(log, count)).isEqualTo(lines.subList(Math.max(0, 1_000 - count), 1_000));
        }
    }

    @Test
    void shouldGiveALastLineThatHasNoEnd() throws Exception {
        // given
        var log = Files.writeString(folder.resolve("log"), "one\n\ntwo");
        // then
        assertThat(LogTail.of(log, 1)).containsExactly("two");
        assertThat(LogTail.of(log, 2)).containsExactly("", "two");
        assertThat(LogTail.of(log, 9)).containsExactly("one", "", "two");
    }

    @Test
    void shouldGiveNothingOfAFileThatIsEmptyOrAbsent() throws Exception {
        // given
        var log = Files.createFile(folder.resolve("log"));
        // then
        assertThat(LogTail.of(log, 5)).isEmpty();
        assertThat(LogTail.of(folder.resolve("absent"), 5)).isEmpty();
        assertThat(LogTail.start(folder.resolve("absent"), 5)).isZero();
    }
}
