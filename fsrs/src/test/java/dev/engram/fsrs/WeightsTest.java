package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, '[0.001, 100.0]'",
        "4, 0.99, '[1.0, 10.0]'",
        "7, 0.76, '[0.001, 0.75]'",
        "17, 2.01, '[0.0, 2.0]'",
        "20, 0.09, '[0.1, 0.8]'",
        "20, NaN, '[0.1, 0.8]'",
        "8, Infinity, '[0.0, 4.5]'"
    })
    void shouldNameIndexValueAndRangeOfAWeightOutOfBounds(int index, double value, String range) {
        // given
        var values = Weights.DEFAULT.toArray();
        values[index] = value;
        // when, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.of(values))
                .withMessage("w" + index + " must be in " + range + ", was " + value);
    }

    @Test
    void shouldRefuseAnyOtherNumberOfWeights() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.of(new double[19]))
                .withMessageContaining("19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.migrated(new double[20]))
                .withMessageContaining("20");
    }

    @Test
    void shouldKeepWhatItWasGiven() {
        // given
        var values = Weights.DEFAULT.toArray();
        var weights = Weights.of(values);
        // when
        values[3] = 50;
        weights.toArray()[3] = 60;
        // then
        assertThat(weights).isEqualTo(Weights.DEFAULT).hasSameHashCodeAs(Weights.DEFAULT);
        assertThat(weights.at(3)).isEqualTo(8.2956);
    }

    @Test
    void shouldLeaveTheFallOfSameDayGainAtZeroInWeightsOfFsrs5() {
        // given
        var nineteen = java.util.Arrays.copyOf(Weights.DEFAULT.toArray(), 19);
        // when
        var migrated = Weights.migrated(nineteen);
        // then
        assertThat(migrated.at(19)).isZero();
        assertThat(migrated.at(20)).isEqualTo(0.5);
        assertThat(Weights.migrated()).isEqualTo(Weights.DEFAULT);
    }
}
