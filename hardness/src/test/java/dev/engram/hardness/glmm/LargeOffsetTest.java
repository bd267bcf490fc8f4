package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A constant added to the offset is taken up by the intercept, and changes nothing else, however large it is. */
class LargeOffsetTest {
    private static final int ROWS = 4_000;

    @ParameterizedTest
    @CsvSource({"JOINT, 4", "JOINT, -30", "JOINT, 60", "LAPLACE, 30"})
    void shouldTakeUpAConstantOffsetInTheIntercept(Method method, double constant) {
        // given
        var plain = fit(method, 0);

        // when
        var shifted = fit(method, constant);

        // then
        assertThat(shifted.converged()).isTrue();
        assertThat(shifted.logLik()).isCloseTo(plain.logLik(), within(1e-5));
        assertThat(shifted.fixed("(Intercept)").estimate())
                .isCloseTo(plain.fixed("(Intercept)").estimate() - constant, within(1e-3));
        assertThat(shifted.fixed("s3").estimate()).isCloseTo(plain.fixed("s3").estimate(), within(1e-3));
        for (var factor : plain.random()) {
            assertThat(shifted.random(factor.name()).sd()).isCloseTo(factor.sd(), within(1e-3));
        }
    }

    private static Fit fit(Method method, double constant) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        double[] learners = random.doubles(40).map(x -> 2 * x - 1).toArray();
        double[] cards = random.doubles(60).map(x -> 2 * x - 1).toArray();
        var y = new byte[ROWS];
        var learner = new int[ROWS];
        var card = new int[ROWS];
        var stratum = new byte[ROWS];
        var offset = new double[ROWS];
        for (int n = 0; n < ROWS; n++) {
            learner[n] = random.nextInt(40);
            card[n] = random.nextInt(60);
            stratum[n] = (byte) random.nextInt(4);
            offset[n] = random.nextGaussian();
            double eta = -2 + offset[n] - 0.5 * stratum[n] + learners[learner[n]] + cards[card[n]];
            y[n] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
        }
        var design = Design.of(y)
                .offset(Column.of(Arrays.stream(offset).map(x -> x + constant).toArray()))
                .fixed(FixedTerm.Categorical.of("s", names(4), stratum))
                .random(new RandomFactor.Grouping("learner", names(40), learner))
                .random(new RandomFactor.Grouping("card", names(60), card))
                .build();
        return switch (MixedModel.fit(design, FitSettings.of(method))) {
            case Fit fit -> fit;
            case Unfit unfit -> throw new AssertionError(unfit.sentence());
        };
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
