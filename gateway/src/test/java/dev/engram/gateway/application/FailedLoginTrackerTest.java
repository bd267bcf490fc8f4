package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginTrackerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final FailedLoginTracker ledger = new FailedLoginTracker();

    @Test
    void shouldKeepLittleOfAnythingTyped() {
        // when
        for (int i = 0; i < 10_500; i++) {
            ledger.failed("%05d".formatted(i) + "x".repeat(10_000), NOW);
        }
        // then
        assertThat(ledger.characters()).isLessThanOrEqualTo(10_000L * 65);
    }

    @Test
    void shouldCountAgainstALongNameToo() {
        // given
        var typed = "x".repeat(10_000);
        // when
        for (int i = 0; i < 5; i++) {
            ledger.failed(typed, NOW);
        }
        // then
        assertThat(ledger.waitFor(typed, NOW)).isEqualTo(Duration.ofSeconds(2));
        ledger.succeeded(typed);
        assertThat(ledger.waitFor(typed, NOW)).isZero();
    }
}
