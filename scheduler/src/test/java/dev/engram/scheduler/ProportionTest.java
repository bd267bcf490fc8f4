package dev.engram.scheduler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
    @ParameterizedTest // published check values of the definitions
    @CsvSource({
        "0, 10, 0.000000, 0.277533",
        "8, 10, 0.490162, 0.943318",
        "10, 10, 0.722467, 1.000000",
        "45, 50, 0.786398, 0.956524",
        "900, 1000, 0.879848, 0.917091"
    })
    void shouldGiveWilsonsInterval(int successes, int n, double low, double high) {
        // when
        var wilson = requireNonNull(new Proportion(successes, n).wilson());
        // then
        assertThat(wilson.low()).isCloseTo(low, within(5e-7)).isNotNegative();
        assertThat(wilson.high()).isCloseTo(high, within(5e-7)).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldHaveNoValueWithoutTrials() {
        assertThat(new Proportion(0, 0).value()).isNull();
        assertThat(new Proportion(0, 0).wilson()).isNull();
        assertThat(new Proportion(3, 4).plus(new Proportion(0, 1)).value()).isEqualTo(0.6);
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(2, 1));
    }
}
