package dev.engram.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseRuleTest {
    @ParameterizedTest
    @CsvSource({"1,0", "4,0", "5,2", "6,4", "9,32", "10,60", "500,60"})
    void shouldMakeGuessingSlower(int failures, int seconds) {
        assertThat(new PauseRule(5, Duration.ofHours(1)).pauseAfter(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
