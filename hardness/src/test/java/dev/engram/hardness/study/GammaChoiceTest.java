package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaChoiceTest {
    @Test
    void shouldCoverAtLeastTheIntervalOfTheEstimate() {
        // a small standard error leaves the band at 0.75 and 1.33
        assertThat(GammaChoice.band(0.8, 0.05).getFirst()).isCloseTo(0.6, within(1e-12));
        assertThat(GammaChoice.band(0.8, 0.05).getLast()).isCloseTo(1.064, within(1e-12));
        // a large one widens it
        assertThat(GammaChoice.band(0.8, 0.2).getFirst()).isCloseTo(0.8 - 0.392, within(1e-12));
        assertThat(GammaChoice.band(0.8, 0.2).getLast()).isCloseTo(0.8 + 0.392, within(1e-12));
        // the largest that is allowed still gives a forgetting speed
        assertThat(GammaChoice.band(0.8, GammaChoice.LARGEST_SE * 0.8).getFirst())
                .isPositive();
    }
}
