package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
    private static final int LIMIT = 50_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void shouldBoundTheLogOfAProcessThatKeepsWriting() throws Exception {
        // given
        var log = folder.resolve("process.log");
        var process = new Launch(
                        List.of(
                                "sh",
                                "-c",
                                "i=0; while true; do i=$((i+1)); echo \"line $i of a process that repeats itself\"; done"),
                        Map.of(),
                        log)
                .spawn();
        try {
            var totals = new ArrayList<Long>();
            // when
            while (totals.size() < 6) {
                if (LogRotation.rotateIfLarge(log, LIMIT, 2)) {
                    totals.add(total());
                }
            }
            while (Files.size(log) == 0) {
                Thread.sleep(1);
            }
            // then
            assertThat(totals).allMatch(total -> total <= 5 * LIMIT + 2_000_000); // of which 2 MB between two calls
            assertThat(numbers(log)).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(1_000);
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("process.log", "process.log.1", "process.log.2");
        }
    }

    @Test
    void shouldLoseNothingOfALogThatIsNotWrittenMeanwhile() throws Exception {
        // given
        var log = folder.resolve("log");
        var written = IntStream.range(0, 2_000).mapToObj(i -> i + " é " + i).toList();
        Files.write(log, written);
        // when
        boolean rotated = LogRotation.rotateIfLarge(log, 20_000, 1);
        append(log, "after");
        // then
        assertThat(rotated).isTrue();
        assertThat(LogRotation.older(log, 1)).hasContent(String.join("\n", written));
        assertThat(log).hasContent("after");
        assertThat(LogTail.of(log, 3)).containsExactly("1998 é 1998", "1999 é 1999", "after");
        assertThat(LogRotation.rotateIfLarge(log, 20_000, 1)).isFalse();
    }

    @Test
    void shouldKeepTheEndOfALogThatNothingHasRotatedForALongTime() throws Exception {
        // given
        var log = Files.write(
                folder.resolve("log"),
                IntStream.range(0, 100_000).mapToObj(Integer::toString).toList());
        // when
        LogRotation.rotateIfLarge(log, LIMIT, 1);
        // then
        var kept = Files.readAllLines(LogRotation.older(log, 1));
        assertThat(Files.size(LogRotation.older(log, 1))).isLessThan(LIMIT + 100);
        assertThat(kept.getFirst()).startsWith("---- left out by engram, in bytes: ");
        assertThat(kept.get(1)).hasSize(5);
        assertThat(kept.getLast()).isEqualTo("99999");
        assertThat(LogRotation.isShortened(LogRotation.older(log, 1))).isTrue();
    }

    @Test
    void shouldRotateNothingThatIsNotThere() throws Exception {
        assertThat(LogRotation.rotateIfLarge(folder.resolve("absent"), 0, 1)).isFalse();
    }

    private long total() throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static List<Integer> numbers(Path log) throws IOException {
        var lines = new ArrayList<String>();
        for (var file : List.of(LogRotation.older(log, 2), LogRotation.older(log, 1), log)) {
            lines.addAll(Files.readAllLines(file));
        }
        // of a line that is being written, and of one that was written while the file was emptied, only a part is there
        return Stream.of(String.join("\n", lines).split("\n"))
                .filter(line -> line.matches("line \\d+ of a process that repeats itself"))
                .map(line -> Integer.valueOf(line.split(" ")[1]))
                .toList();
    }

    private static void append(Path log, String line) throws IOException {
        Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
    }
}
