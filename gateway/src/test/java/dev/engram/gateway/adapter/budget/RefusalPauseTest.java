package dev.engram.gateway.adapter.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalPauseTest {
    private final MovableClock clock = new MovableClock();
    private final RefusalPause pause = new RefusalPause(100, clock);

    /** The pause of the next second, after so many refusals in this one. */
    private long after(int refusals) {
        for (int i = 0; i < refusals; i++) {
            pause.next();
        }
        clock.advance(Duration.ofSeconds(1));
        return pause.next();
    }

    @Test
    void shouldLetFewComeAgainSoon() {
        assertThat(pause.next()).isEqualTo(1);
        assertThat(after(150)).isEqualTo(1);
        assertThat(after(99)).isEqualTo(1);
    }

    @Test
    void shouldLetManyComeAgainLaterUntilTheirRefusalsCostLittle() {
        // then: 800 who come each second come every eight seconds, and then are 100 in a second
        assertThat(after(800)).isEqualTo(8);
        assertThat(after(99)).isEqualTo(8);
        assertThat(after(199)).isEqualTo(16);
        assertThat(after(9_999)).isEqualTo(30);
        assertThat(after(9)).isEqualTo(3);
    }

    @Test
    void shouldForgetWhatIsOver() {
        // given
        assertThat(after(800)).isEqualTo(8);
        // when
        clock.advance(Duration.ofSeconds(2));
        // then
        assertThat(pause.next()).isEqualTo(1);
    }
}
