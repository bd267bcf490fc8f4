package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.gateway.application.FailedLoginTracker.FailedAttempts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedAttemptsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"1,0", "4,0", "5,2", "6,4", "9,32", "10,60", "500,60"})
    void shouldMakeGuessingSlower(int failures, int seconds) {
        // given
        var attempts = new FailedAttempts(1, NOW);
        for (int i = 1; i < failures; i++) {
            attempts = attempts.and(NOW);
        }
        // then
        assertThat(attempts.waitAt(NOW)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(attempts.waitAt(NOW.plusSeconds(seconds))).isZero();
    }

    @Test
    void shouldCountTheWaitFromTheLastFailure() {
        var attempts = new FailedAttempts(5, NOW);
        assertThat(attempts.waitAt(NOW.plusMillis(1_500))).isEqualTo(Duration.ofMillis(500));
    }
}
