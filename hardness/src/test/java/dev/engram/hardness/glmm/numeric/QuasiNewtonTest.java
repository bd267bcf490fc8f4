package dev.engram.hardness.glmm.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuasiNewtonTest {
    @Test
    void shouldClimbACurvedRidge() {
        // given Rosenbrock's valley, upside down
        var hill = new Hill() {
            @Override
            public QuasiNewton.Point at(double[] x) {
                double across = x[1] - x[0] * x[0];
                return new QuasiNewton.Point(x, -100 * across * across - (1 - x[0]) * (1 - x[0]), new double[] {
                    400 * across * x[0] + 2 * (1 - x[0]), -200 * across
                });
            }
        };

        // when
        var result = climb(hill, new double[] {-1.2, 1}, 1);

        // then
        assertThat(result.converged()).isTrue();
        assertThat(result.best().x[0]).isCloseTo(1, within(1e-5));
        assertThat(result.best().x[1]).isCloseTo(1, within(1e-5));
    }

    @Test
    void shouldTurnBackWhereThereIsNoValue() {
        // given a hill with an abyss just behind its top, and a first step that leads into it
        var hill = new Hill() {
            @Override
            public QuasiNewton.Point at(double[] x) {
                double from = x[0] - 0.1;
                return x[0] <= 0 ? null : new QuasiNewton.Point(x, -from * from, new double[] {-2 * from});
            }
        };

        // when
        var result = climb(hill, new double[] {1}, 1);

        // then
        assertThat(result.converged()).isTrue();
        assertThat(result.best().x[0]).isCloseTo(0.1, within(1e-5));
    }

    @Test
    void shouldStopWhereTheClimbHasNoEnd() {
        var hill = new Hill() {
            @Override
            public QuasiNewton.Point at(double[] x) {
                return new QuasiNewton.Point(x, x[0], new double[] {1});
            }

            @Override
            public boolean beyond(double[] x) {
                return x[0] > 20;
            }
        };
        var result = climb(hill, new double[] {0}, 1);
        assertThat(result.converged()).isFalse();
        assertThat(result.best().x[0]).isBetween(20.0, 30.0);
    }

    @Test
    void shouldSayThatItsStepsWereTooFew() {
        var hill = new Hill() {
            @Override
            public QuasiNewton.Point at(double[] x) {
                return new QuasiNewton.Point(x, -Math.pow(x[0], 4), new double[] {-4 * Math.pow(x[0], 3)});
            }
        };
        var result =
                new QuasiNewton(hill, new double[] {0.1}, 1e-11).climb(hill.at(new double[] {3}), new double[] {1}, 4);
        assertThat(result.converged()).isFalse();
        assertThat(result.best().x[0]).isCloseTo(2.6, within(1e-9));
    }

    private static QuasiNewton.Result climb(Hill hill, double[] from, double longest) {
        var inverse = new double[from.length * from.length];
        var steps = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            inverse[i * (from.length + 1)] = 1;
            steps[i] = longest;
        }
        return new QuasiNewton(hill, steps, 1e-11).climb(hill.at(from), inverse, 500);
    }

    private abstract static class Hill implements QuasiNewton.Target {
        @Override
        public boolean beyond(double[] x) {
            return false;
        }
    }
}
