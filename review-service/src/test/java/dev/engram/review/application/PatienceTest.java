package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.review.application.Reply.Said;
import dev.engram.review.application.Reply.Silent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final MovableClock clock = new MovableClock();
    private final Patience patience = new Patience(clock, PAUSE);

    private Reply<String> failing() {
        return patience.ask(() -> {
            throw new IllegalStateException("away");
        });
    }

    @Test
    void shouldLeaveAloneWhatFailedUntilThePauseIsOver() {
        // given
        failing();

        // when
        clock.advance(PAUSE.minusMillis(1));
        var during = patience.ask(() -> "there");
        clock.advance(Duration.ofMillis(1));
        var after = patience.ask(() -> "there");

        // then
        assertThat(during).isInstanceOf(Silent.class);
        assertThat(after).isEqualTo(new Said<>("there"));
    }

    @Test
    void shouldLetOnlyOneTryAgain() {
        // given
        failing();
        clock.advance(PAUSE);

        // when
        var outer = patience.ask(() -> patience.ask(() -> "second"));

        // then: while the first is trying, the second is not let through
        assertThat(outer).isEqualTo(new Said<>(new Silent<>("away a moment ago")));
    }

    @Test
    void shouldUseASlowAnswerAndNotAskAgainSoon() {
        // when
        var slow = patience.ask(() -> {
            clock.advance(Duration.ofMillis(1_001));
            return "late";
        });
        var next = patience.ask(() -> "there");

        // then
        assertThat(slow).isEqualTo(new Said<>("late"));
        assertThat(next).isInstanceOf(Silent.class);
    }
}
