package dev.engram.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.doctor.Finding.Level;
import dev.engram.events.topic.TopicRules;
import dev.engram.events.topic.Topics;
import dev.engram.runtime.log.TopicSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final long GIGABYTE = 1_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void shouldFailOnAClockBeforeTheBuild() {
        assertThat(MachineChecks.clock(NOW.minus(Duration.ofDays(730)), NOW)).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAIL);
            assertThat(finding.found()).contains("2024-03-01", "before this program was built", "2026-03-01");
            assertThat(finding.remedy()).contains("clock");
        });
        assertThat(MachineChecks.clock(NOW, NOW).level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({"100, OK", "4, WARN", "0, FAIL"})
    void shouldWarnBeforeTheDiskIsFull(long gigabytes, Level level) {
        assertThat(MachineChecks.disk("disk", Path.of("/data"), gigabytes * GIGABYTE)
                        .level())
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"16, 8, false, OK", "16, 0, false, WARN", "16, 0, true, OK", "0, 0, false, FAIL"})
    void shouldCompareMemoryWithWhatTheStackTakes(long total, long available, boolean stackRuns, Level level) {
        assertThat(MachineChecks.memory(total * GIGABYTE, OptionalLong.of(available * GIGABYTE), stackRuns)
                        .level())
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, OK", "8.3.13, OK", "8.3.12, FAIL", "5.0.31, FAIL", "4.4, FAIL"})
    void shouldKnowWhichMongodIsTooOldOrHasACriticalFault(String version, Level level) {
        assertThat(DatabaseChecks.version(version).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "-4, OK", "5, OK", "7, FAIL", "-7, FAIL"})
    void shouldCompareClocks(long seconds, Level level) {
        assertThat(DatabaseChecks.clock("clock", NOW, NOW.plusSeconds(seconds), NOW.plusSeconds(1))
                        .level())
                .isEqualTo(level);
    }

    @Test
    void shouldFailOnATopicThatLosesEventsOrHasLostSome() {
        // given
        var begins = Collections.nCopies(12, 0L);
        var ends = Collections.nCopies(12, 7L);
        var wrong = TopicRules.violations(
                Topics.REVIEWS,
                12,
                1,
                Map.of("cleanup.policy", "delete", "retention.ms", "60000", "retention.bytes", "-1"));
        // when
        var losing = LogChecks.topic(Topics.REVIEWS, new TopicSnapshot("id", begins, ends, wrong));
        var shortened =
                LogChecks.topic(Topics.REVIEWS, new TopicSnapshot("id", Collections.nCopies(12, 2L), ends, List.of()));
        // then
        assertThat(losing.level()).isEqualTo(Level.FAIL);
        assertThat(losing.found()).contains("retention.ms is 60000, must be -1");
        assertThat(losing.remedy()).contains("./engram topic repair engram.reviews");
        assertThat(shortened.level()).isEqualTo(Level.FAIL);
        assertThat(shortened.found()).contains("24 events at its beginning are gone");
        assertThat(LogChecks.topic(Topics.REVIEWS, new TopicSnapshot("id", begins, ends, List.of()))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(LogChecks.topic(Topics.REVIEWS, null).level()).isEqualTo(Level.WARN);
    }

    @Test
    void shouldFailOnARecordFromTheFuture() {
        assertThat(LogChecks.newest(Topics.CARDS, NOW.plus(Duration.ofHours(1)), NOW)
                        .level())
                .isEqualTo(Level.FAIL);
        assertThat(LogChecks.newest(Topics.CARDS, NOW, NOW).level()).isEqualTo(Level.OK);
    }
}
