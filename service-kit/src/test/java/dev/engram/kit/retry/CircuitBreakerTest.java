package dev.engram.kit.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.MovableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final MovableClock clock = new MovableClock();
    private final CircuitBreaker breaker = new CircuitBreaker("test", clock, PAUSE);

    private Optional<String> failing() {
        return breaker.ask(() -> {
            throw new IllegalStateException("away");
        });
    }

    @Test
    void shouldLeaveAloneWhatFailedUntilThePauseIsOver() {
        // given
        failing();

        // when
        clock.advance(PAUSE.minusMillis(1));
        var during = breaker.ask(() -> "there");
        clock.advance(Duration.ofMillis(1));
        var after = breaker.ask(() -> "there");

        // then
        assertThat(during).isEmpty();
        assertThat(after).hasValue("there");
    }

    @Test
    void shouldLetOnlyOneTryAgain() {
        // given
        failing();
        clock.advance(PAUSE);

        // when
        var outer = breaker.ask(() -> breaker.ask(() -> "second"));

        // then: while the first is trying, the second is not let through
        assertThat(outer).isEqualTo(Optional.of(Optional.empty()));
    }

    @Test
    void shouldUseASlowAnswerAndNotAskAgainSoon() {
        // when
        var slow = breaker.ask(() -> {
            clock.advance(Duration.ofMillis(1_001));
            return "late";
        });
        var next = breaker.ask(() -> "there");

        // then
        assertThat(slow).hasValue("late");
        assertThat(next).isEmpty();
        assertThat(breaker.timesOpened()).isEqualTo(1);
    }
}
