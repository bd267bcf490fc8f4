package dev.engram.hardness.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimeColumnTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldBinByQuantilesAndKeepTheMean(long seed) {
        // given whole days, many of them alike
        var random = new Random(seed);
        double[] values = IntStream.range(0, 50_000)
                .mapToDouble(_ -> Math.log(1 + (int) Math.exp(4 * random.nextDouble())))
                .toArray();
        // when
        var column = TimeColumn.binned(values.length, 24, n -> values[n]);
        // then
        double sum = 0;
        double binnedSum = 0;
        for (int n = 0; n < values.length; n++) {
            sum += values[n];
            binnedSum += column.at(n);
            assertThat(column.at(n)).isCloseTo(values[n], within(0.7));
        }
        assertThat(binnedSum / values.length).isCloseTo(sum / values.length, within(1e-9));
        assertThat(IntStream.range(0, values.length)
                        .mapToDouble(column::at)
                        .distinct()
                        .count())
                .isBetween(8L, 24L);
    }
}
