package dev.engram.hardness.glmm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Designs;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.engine.Effects.Scales;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import dev.engram.testing.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every analytic derivative against central differences, on designs in which every kind of term meets every other. */
class DerivativeTest {
    private static final double[] SDS = {0.7, 0.5, 0.9, 0.4, 0.3};
    private static final double STEP = 1e-5;

    /** A binary response, and an ordered one with a threshold that shifts. */
    enum Kind {
        BINARY,
        ORDERED;

        Design design(long seed) {
            return this == BINARY ? Designs.rich(seed) : Designs.ordered(seed);
        }
    }

    static Stream<Arguments> designs() {
        return Seeds.fixedAndOneFresh()
                .boxed()
                .flatMap(seed -> Stream.of(Kind.values()).map(kind -> Arguments.of(kind, seed)));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldHaveTheGradientOfTheLogLikelihood(Kind kind, long seed) {
        // given
        var layout = new Layout(kind.design(seed), WorkerTeam.ALONE);
        var scales = new Scales(layout, SDS);
        var effects = random(layout, seed);
        var gradient = gradient(layout, scales, at(layout, scales, effects));

        // then
        for (int i = 0; i < size(layout); i++) {
            var at = i;
            double difference = (logLik(layout, scales, moved(effects, at, STEP))
                            - logLik(layout, scales, moved(effects, at, -STEP)))
                    / (2 * STEP);
            assertThat(gradient[i]).as("element " + i).isCloseTo(difference, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldHaveTheHessianOfThePenalisedLogLikelihood(Kind kind, long seed) {
        // given
        var layout = new Layout(kind.design(seed), WorkerTeam.ALONE);
        var scales = new Scales(layout, SDS);
        var effects = random(layout, seed);
        var hessian = new Hessian(at(layout, scales, effects), scales);
        var dense = dense(layout, scales, effects);

        // when
        var right = random(layout, seed + 1);
        var solution = hessian.solve(right, layout.size);
        var held = hessian.solve(right, layout.beta);

        // then
        var product = times(dense, vector(layout, solution));
        var productHeld = times(dense, vector(layout, held));
        for (int i = 0; i < size(layout); i++) {
            assertThat(product[i]).as("element " + i).isCloseTo(vector(layout, right)[i], within(1e-5));
            if (i < layout.primary().levels + layout.beta) {
                assertThat(productHeld[i]).as("held " + i).isCloseTo(vector(layout, right)[i], within(1e-5));
            } else {
                assertThat(vector(layout, held)[i]).isZero();
            }
        }
        var block = CommonOps_DDRM.extract(
                dense, 0, layout.primary().levels + layout.beta, 0, layout.primary().levels + layout.beta);
        assertThat(hessian.logDeterminant()).isCloseTo(Math.log(CommonOps_DDRM.det(block)), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldTakeCovariancesFromTheInverseOfTheJointHessian(Kind kind, long seed) {
        // given
        var design = kind.design(seed);
        var layout = new Layout(design, WorkerTeam.ALONE);
        var scales = new Scales(layout, SDS);
        var mode = new ModeSearch(layout).from(start(layout), scales, layout.size);

        // when
        var inverse = new JointInverse(mode.hessian());
        var dense = dense(layout, scales, mode.effects());
        CommonOps_DDRM.invert(dense);

        // then
        for (int k = 0; k < SDS.length; k++) {
            int from = k == layout.primary().factor
                    ? 0
                    : layout.primary().levels + layout.place(k).begin();
            var covariance = inverse.covariance(k);
            var sds = inverse.sds(k);
            for (int r = 0; r < covariance.size(); r++) {
                for (int c = 0; c < covariance.size(); c++) {
                    assertThat(covariance.at(r, c))
                            .isCloseTo(SDS[k] * SDS[k] * dense.get(from + r, from + c), within(1e-7));
                }
                assertThat(sds[r]).isCloseTo(SDS[k] * Math.sqrt(dense.get(from + r, from + r)), within(1e-7));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldHaveTheSlopeOfTheLaplaceApproximationAtTheJointMode(Kind kind, long seed) {
        // given
        var layout = new Layout(kind.design(seed), WorkerTeam.ALONE);
        var surface = surface(layout);
        var x = SDS.clone();

        // when
        var gradient = surface.at(x).gradient;

        // then
        shouldBeTheSlope(surface, x, gradient);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldHaveTheSlopeOfTheLaplaceApproximationInStandardDeviationsAndCoefficients(Kind kind, long seed) {
        // given
        var layout = new Layout(kind.design(seed), WorkerTeam.ALONE);
        var surface = surface(layout).withCoefficientsOutside();
        var x = Arrays.copyOf(SDS, SDS.length + layout.coefficients);
        var random = new SplittableRandom(seed);
        for (int c = 0; c < layout.coefficients; c++) {
            x[SDS.length + c] = random.nextDouble(-0.5, 0.5);
        }
        if (layout.gaps != null) {
            System.arraycopy(random(layout, seed).remainder, layout.beta, x, SDS.length, 3);
        }

        // when
        var gradient = surface.at(x).gradient;

        // then
        shouldBeTheSlope(surface, x, gradient);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldBeEvenInAStandardDeviationAndFlatAtZero(Kind kind, long seed) {
        var surface = surface(new Layout(kind.design(seed), WorkerTeam.ALONE));
        var x = SDS.clone();
        x[2] = 0;
        x[3] = 0;
        var zero = surface.at(x);
        x[2] = 1e-6;
        x[3] = -1e-6;
        var near = surface.at(x);
        assertThat(zero.gradient[2]).isZero();
        assertThat(near.gradient[2]).isCloseTo(0, within(1e-2));
        assertThat(near.value).isCloseTo(zero.value, within(1e-5));
    }

    private static void shouldBeTheSlope(LaplaceSurface surface, double[] x, double[] gradient) {
        for (int i = 0; i < x.length; i++) {
            var up = x.clone();
            var down = x.clone();
            up[i] += 1e-4;
            down[i] -= 1e-4;
            double difference = (surface.at(up).value - surface.at(down).value) / 2e-4;
            assertThat(gradient[i]).as("variable " + i).isCloseTo(difference, within(1e-5));
        }
    }

    private static LaplaceSurface surface(Layout layout) {
        return new LaplaceSurface(layout, FitProgress.SILENT, SDS, new int[] {0, 1, 2, 3, 4});
    }

    /** The negative Hessian by central differences of the gradient, the eliminated grouping first. */
    private static DMatrixRMaj dense(Layout layout, Scales scales, Effects effects) {
        int size = size(layout);
        var dense = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            var up = gradient(layout, scales, at(layout, scales, moved(effects, i, STEP)));
            var down = gradient(layout, scales, at(layout, scales, moved(effects, i, -STEP)));
            for (int j = 0; j < size; j++) {
                dense.set(i, j, (down[j] - up[j]) / (2 * STEP));
            }
            if (i < layout.primary().levels + layout.beta) {
                dense.add(i, i, 1);
            }
        }
        return dense;
    }

    private static double[] gradient(Layout layout, Scales scales, NormalEquations sums) {
        var gradient = vector(layout, sums.score());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= i < layout.primary().levels ? scales.primary : scales.remainder[i - layout.primary().levels];
        }
        return gradient;
    }

    private static double logLik(Layout layout, Scales scales, Effects effects) {
        return at(layout, scales, effects).pass.logLik;
    }

    private static NormalEquations at(Layout layout, Scales scales, Effects effects) {
        var sums = new NormalEquations(new RowPass(layout, true));
        sums.pass.run(scales.natural(effects));
        sums.refresh();
        return sums;
    }

    private static Effects random(Layout layout, long seed) {
        var random = new SplittableRandom(seed);
        var effects = new Effects(layout);
        for (int j = 0; j < layout.primary().levels; j++) {
            effects.primary[j] = random.nextDouble(-1, 1);
        }
        for (int c = 0; c < layout.size; c++) {
            effects.remainder[c] = random.nextDouble(-1, 1);
        }
        if (layout.gaps != null) {
            layout.gaps.start(effects.remainder, 0);
            for (int c = 0; c < layout.beta; c++) {
                effects.remainder[c] *= layout.factorOf[c] == 4 ? 0.1 : 1;
            }
        }
        return effects;
    }

    private static Effects start(Layout layout) {
        var effects = new Effects(layout);
        if (layout.gaps != null) {
            layout.gaps.start(effects.remainder, 0);
        }
        return effects;
    }

    private static Effects moved(Effects effects, int i, double by) {
        var moved = effects.copy();
        if (i < moved.primary.length) {
            moved.primary[i] += by;
        } else {
            moved.remainder[i - moved.primary.length] += by;
        }
        return moved;
    }

    private static double[] vector(Layout layout, Effects effects) {
        var vector = Arrays.copyOf(effects.primary, size(layout));
        System.arraycopy(effects.remainder, 0, vector, layout.primary().levels, layout.size);
        return vector;
    }

    private static int size(Layout layout) {
        return layout.primary().levels + layout.size;
    }

    private static double[] times(DMatrixRMaj matrix, double[] vector) {
        var product = new DMatrixRMaj(vector.length, 1);
        CommonOps_DDRM.mult(matrix, DMatrixRMaj.wrap(vector.length, 1, vector), product);
        return product.data;
    }
}
