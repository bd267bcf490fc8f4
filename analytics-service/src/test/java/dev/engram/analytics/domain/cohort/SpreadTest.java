package dev.engram.analytics.domain.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void shouldMeetWhatRComputes() {
        // given: mean(x), sd(x), quantile(x) of R 4 with its default type
        var spread = Spread.of(new double[] {0.9, 0.1, 0.35, 0.6});
        // then
        assertThat(spread.n()).isEqualTo(4);
        assertThat(spread.mean()).isCloseTo(0.4875, within(1e-12));
        assertThat(spread.sd()).isCloseTo(0.3424787, within(1e-7));
        assertThat(spread.lowerQuartile()).isCloseTo(0.2875, within(1e-12));
        assertThat(spread.median()).isCloseTo(0.475, within(1e-12));
        assertThat(spread.upperQuartile()).isCloseTo(0.675, within(1e-12));
    }

    @Test
    void shouldGiveTheSameBitsInAnyOrder() {
        assertThat(Spread.of(new double[] {0.1, 0.2, 0.3, 1.0 / 3}))
                .isEqualTo(Spread.of(new double[] {1.0 / 3, 0.3, 0.1, 0.2}));
    }

    @Test
    void shouldHaveNoDeviationOfOneLearner() {
        assertThat(Spread.of(new double[] {0.25})).isEqualTo(new Spread(1, 0.25, null, 0.25, 0.25, 0.25));
    }
}
