package dev.engram.hardness.ordinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large coefficient is one of small units, and a large threshold one of a far zero: neither is a separation. */
class OrdinalUnitsTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "1e-3, 0", "1e3, 0", "1, 2000", "100, 19000"})
    void shouldKnowSeparationInAnyUnits(double unit, double zero) {
        // given
        int rows = 1_000;
        var random = new SplittableRandom(4);
        var x = new double[rows];
        var category = new byte[rows];
        var level = new int[rows];
        for (int n = 0; n < rows; n++) {
            double value = random.nextGaussian();
            level[n] = n % 20;
            x[n] = zero + unit * value;
            double latent = 1.5 * value + 0.1 * (level[n] - 10) + Math.log(1 / random.nextDouble() - 1);
            category[n] = (byte) (latent > 1 ? 0 : latent > -1 ? 1 : 2);
        }
        var names = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        var terms = Design.of(new byte[rows])
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .random(new RandomFactor.Grouping("g", names, level))
                .build();
        // when
        var outcome = OrdinalModel.fit(
                OrdinalDesign.of(terms, category, List.of("a", "b", "c")), FitSettings.of(Method.JOINT));
        // then
        var fit = (Fit) outcome;
        assertThat(fit.warnings()).isEmpty();
        assertThat(fit.fixed().getFirst().estimate() * unit).isCloseTo(1.5, within(0.3));
        assertThat(fit.fixed()).allMatch(FixedEffect::bounded);
        assertThat(fit.thresholds()).allMatch(FixedEffect::bounded);
    }
}
