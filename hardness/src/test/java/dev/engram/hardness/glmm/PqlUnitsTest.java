package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Method PQL in other units: a coefficient may be any number. */
class PqlUnitsTest {
    private static final int ROWS = 2000;

    @ParameterizedTest
    @CsvSource({"1e-9, 0", "1e-5, 0", "1e6, 0", "1, 2000", "1000, 1.7e6"})
    void shouldGiveTheSameFitInOtherUnits(double unit, double zero) {
        // given
        var random = new SplittableRandom(4);
        var level = random.ints(ROWS, 0, 40).toArray();
        var effects = new double[40];
        Arrays.setAll(effects, i -> 0.8 * random.nextGaussian());
        var x = new double[ROWS];
        var response = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            x[n] = random.nextGaussian();
            double eta = -0.5 + 1.5 * x[n] + effects[level[n]];
            response[n] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
        }
        var moved = Arrays.stream(x).map(value -> zero + unit * value).toArray();

        // when
        var plain = fit(response, x, level);
        var other = fit(response, moved, level);

        // then
        assertThat(other.converged()).isTrue();
        assertThat(other.warnings()).isEmpty();
        assertThat(other.logLik()).isCloseTo(plain.logLik(), within(1e-5));
        assertThat(other.random("g").sd()).isCloseTo(plain.random("g").sd(), within(1e-5));
        assertThat(unit * other.fixed("x").estimate())
                .isCloseTo(plain.fixed("x").estimate(), within(1e-5));
        assertThat(unit * other.fixed("x").se()).isCloseTo(plain.fixed("x").se(), within(1e-5));
        assertThat(other.fixed(Design.INTERCEPT).estimate()
                        + zero * other.fixed("x").estimate())
                .isCloseTo(plain.fixed(Design.INTERCEPT).estimate(), within(1e-4));
    }

    private static Fit fit(byte[] response, double[] x, int[] level) {
        return (Fit) MixedModel.fit(
                Design.of(response)
                        .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                        .random(new RandomFactor.Grouping("g", Fixture.names("g", 40), level))
                        .build(),
                FitSettings.of(Method.PQL));
    }
}
