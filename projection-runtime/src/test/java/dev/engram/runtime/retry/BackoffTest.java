package dev.engram.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Draws the largest number that it may. */
    private static final RandomGenerator LARGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @ParameterizedTest
    @CsvSource({"0,100", "1,200", "5,3200", "6,5000", "7,5000", "1000,5000"})
    void shouldDoubleUpToTheLongest(int failures, long millis) {
        // given
        var backoff = new Backoff(FIRST, LONGEST, LARGEST);
        for (int i = 0; i < failures; i++) {
            backoff.next();
        }
        // then
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldDrawTheSecondHalf(long seed) {
        // given
        var backoff = new Backoff(FIRST, LONGEST, new Random(seed));
        // then
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.next()).isBetween(FIRST.dividedBy(2), FIRST);
            assertThat(backoff.next()).isBetween(FIRST, FIRST.multipliedBy(2));
            backoff.reset();
        }
    }

    @Test
    void shouldNotOverflow() {
        // given
        var backoff = new Backoff(Duration.ofDays(60_000), Duration.ofDays(100_000), LARGEST);
        // then
        assertThat(Stream.generate(backoff::next).limit(30).skip(1)).containsOnly(Duration.ofDays(100_000));
    }

    @Test
    void shouldRefusePausesThatDoNotGrow() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, LONGEST, LARGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(LONGEST, FIRST, LARGEST));
    }
}
