package dev.engram.gateway.adapter.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.gateway.adapter.budget.RequestRate.Left;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
    private final RequestRate rate = new RequestRate("account", 2, now::get);

    private Left countAfter(int seconds, String caller) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
        return rate.count(caller);
    }

    @Test
    void shouldCountEachCallerInMinutesThatBeginWithARequest() {
        assertThat(countAfter(0, "ada")).isEqualTo(new Left(false, 1, 60));
        assertThat(countAfter(20, "ada")).isEqualTo(new Left(false, 0, 40));
        assertThat(countAfter(39, "ada")).isEqualTo(new Left(true, 0, 1));
        assertThat(countAfter(0, "bob")).isEqualTo(new Left(false, 1, 60));
        assertThat(countAfter(1, "ada")).isEqualTo(new Left(false, 1, 60));
    }

    @Test
    void shouldForgetWhoAskedForNothingForLongest() {
        // given
        countAfter(0, "busy");
        countAfter(0, "quiet");
        // when
        for (int i = 0; i < 9_999; i++) {
            rate.count("caller " + i);
            rate.count("busy");
        }
        // then
        assertThat(rate.count("busy").isOver()).isTrue();
        assertThat(rate.count("quiet").requests()).isEqualTo(1);
    }
}
