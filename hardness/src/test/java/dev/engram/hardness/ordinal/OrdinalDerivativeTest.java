package dev.engram.hardness.ordinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every derivative against central differences, memberships of both kinds and the shift included. */
class OrdinalDerivativeTest {
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHaveTheGradientAndHessianOfTheLogLikelihood(long seed) {
        // given: learners apart, and the other way round
        for (int cards : new int[] {4, 11}) {
            var model = model(seed, 160, 7, cards);
            var state = anywhere(seed, model);
            var at = new Derivatives(model);
            var rows = new RowPass(model);
            rows.derivatives(new Predictor(model, state), at);
            int apart = model.apartSize();
            int size = apart + model.columns;
            // when / then: in effects on the logit scale, which is where all standard deviations are 1
            for (int i = 0; i < size; i++) {
                var up = new Derivatives(model);
                var down = new Derivatives(model);
                double rise = rows.derivatives(new Predictor(model, moved(state, i, STEP)), up)
                        - rows.derivatives(new Predictor(model, moved(state, i, -STEP)), down);
                assertThat(gradient(at, i)).isCloseTo(rise / (2 * STEP), within(1e-6));
                for (int j = 0; j < size; j++) {
                    double curvature = (gradient(down, j) - gradient(up, j)) / (2 * STEP);
                    assertThat(hessian(at, i, j)).as("%d, %d", i, j).isCloseTo(curvature, within(2e-6));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHaveTheSlopesOfTheLaplaceLogLikelihood(long seed) {
        for (int cards : new int[] {4, 11}) {
            // given
            var model = model(seed, 300, 7, cards);
            var rows = new RowPass(model);
            var search = new ModeSearch(model, rows);
            double[] sd = {0.8, 0.5, 0.6, 0.9, 0.4};
            var start = Start.state(model, sd);
            var joint = Objects.requireNonNull(search.from(start, model.columns));
            var held = joint.state().plus(1, new double[model.apartSize()], fixedStep(seed, model));
            var full = Objects.requireNonNull(search.from(held, model.randomColumns));
            // when
            var ofJoint = new LaplaceSlopes(model, rows, joint, model.columns);
            var ofFull = new LaplaceSlopes(model, rows, full, model.randomColumns);
            // then
            double step = 5e-4; // the search for a mode leaves some 1e-9 of noise
            for (int f = 0; f < sd.length; f++) {
                double[] up = sd.clone();
                double[] down = sd.clone();
                up[f] *= Math.exp(step);
                down[f] *= Math.exp(-step);
                assertThat(ofJoint.logSd[f])
                        .isCloseTo(rise(search, joint, up, down, model.columns, model) / (2 * step), within(1e-4));
                assertThat(ofFull.logSd[f])
                        .isCloseTo(rise(search, full, up, down, model.randomColumns, model) / (2 * step), within(1e-4));
            }
            for (int i = 0; i < ofFull.fixed.length; i++) {
                int at = model.apartSize() + model.randomColumns + i;
                double rise = logLik(search, moved(full.state(), at, step), model.randomColumns)
                        - logLik(search, moved(full.state(), at, -step), model.randomColumns);
                assertThat(ofFull.fixed[i]).isCloseTo(rise / (2 * step), within(1e-4));
            }
        }
    }

    private static double rise(ModeSearch search, Mode from, double[] up, double[] down, int size, Layout model) {
        return logLik(search, from.state().withSd(model, up), size)
                - logLik(search, from.state().withSd(model, down), size);
    }

    private static double logLik(ModeSearch search, State from, int size) {
        return Objects.requireNonNull(search.from(from, size)).logLik();
    }

    private static Layout model(long seed, int rows, int learners, int cards) {
        var design =
                new RandomRatings(seed, rows, learners, cards, 0.3).design().withShift("learner", 2);
        return new Layout(design, Observed.of(design), new boolean[3]);
    }

    private static State anywhere(long seed, Layout model) {
        var random = new SplittableRandom(seed);
        double[] sd = new double[model.factors()];
        Arrays.fill(sd, 1);
        var state = Start.state(model, sd);
        Arrays.setAll(state.apart, i -> 0.3 * random.nextGaussian());
        Arrays.setAll(state.rest, i -> state.rest[i] + (i < model.alphaAt ? 0.1 * random.nextGaussian() : 0));
        return state;
    }

    private static double[] fixedStep(long seed, Layout model) {
        var random = new SplittableRandom(seed);
        double[] step = new double[model.columns];
        for (int i = model.randomColumns; i < step.length; i++) {
            step[i] = 0.05 * random.nextGaussian();
        }
        return step;
    }

    private static State moved(State state, int effect, double step) {
        var moved = state.copy();
        if (effect < moved.apart.length) {
            moved.apart[effect] += step;
        } else {
            moved.rest[effect - moved.apart.length] += step;
        }
        return moved;
    }

    private static double gradient(Derivatives at, int i) {
        int apart = at.gradientApart.length;
        return i < apart ? at.gradientApart[i] : at.gradient[i - apart];
    }

    private static double hessian(Derivatives at, int i, int j) {
        int apart = at.gradientApart.length;
        if (i < apart && j < apart) {
            return i == j ? at.diagonal[i] : 0;
        }
        if (i < apart || j < apart) {
            return at.cross[Math.min(i, j) * at.columns + Math.max(i, j) - apart];
        }
        return at.at(i - apart, j - apart);
    }
}
