package dev.engram.hardness.ordinal;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Quasi-Newton ascent (BFGS) of a smooth function from a good start, with limited steps. */
final class Ascent {
    private static final int MOST_HALVINGS = 25;
    /** Of the function; a logarithm of a standard deviation is then off by some hundred thousandths at most. */
    private static final double NO_GAIN = 1e-8;

    private static final double ROUNDING = 1e-10;
    private static final double LEAST_CURVATURE = 1e-10;

    /** A point, its value and slope. */
    interface Point {
        double[] x();

        double value();

        double[] slope();
    }

    /** About the inverse of the negative Hessian, by rows; improved on the way. */
    final double[] inverse;

    final double longest;
    private final int size;
    private int steps;
    private boolean converged;

    /** @param longest largest change of one coordinate in a step */
    Ascent(double[] inverse, int size, double longest) {
        this.inverse = inverse;
        this.size = size;
        this.longest = longest;
    }

    int steps() {
        return steps;
    }

    boolean converged() {
        return converged;
    }

    /** The top as far as it was reached in so many steps. {@code at} gives null where the function is not defined. */
    <P extends Point> P climb(P start, Function<double[], @Nullable P> at, int mostSteps) {
        var here = start;
        while (steps < mostSteps) {
            double[] step = times(here.slope());
            if (product(step, here.slope()) / 2 < NO_GAIN) {
                converged = true;
                return here;
            }
            limit(step);
            steps++;
            var next = onward(here, step, at);
            if (next == null) {
                // no gain along a direction of ascent: rounding, if the promised gain is of its size
                converged = product(step, here.slope()) < 1e-6;
                return here;
            }
            update(here, next);
            here = next;
        }
        return here;
    }

    private <P extends Point> @Nullable P onward(P here, double[] step, Function<double[], @Nullable P> at) {
        double share = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            double[] x = here.x().clone();
            for (int i = 0; i < size; i++) {
                x[i] += share * step[i];
            }
            var next = at.apply(x);
            if (next != null && next.value() >= here.value() - ROUNDING * Math.abs(here.value())) {
                return next;
            }
            share /= 2;
        }
        return null;
    }

    private void limit(double[] step) {
        double largest = 0;
        for (double change : step) {
            largest = Math.max(largest, Math.abs(change));
        }
        for (int i = 0; largest > longest && i < size; i++) {
            step[i] *= longest / largest;
        }
    }

    private <P extends Point> void update(P from, P to) {
        double[] moved = new double[size];
        double[] fell = new double[size];
        for (int i = 0; i < size; i++) {
            moved[i] = to.x()[i] - from.x()[i];
            fell[i] = from.slope()[i] - to.slope()[i];
        }
        double curvature = product(moved, fell);
        if (curvature <= LEAST_CURVATURE * Math.sqrt(product(moved, moved) * product(fell, fell))) {
            return;
        }
        double[] carried = times(fell);
        double factor = (1 + product(fell, carried) / curvature) / curvature;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                inverse[i * size + j] +=
                        factor * moved[i] * moved[j] - (carried[i] * moved[j] + moved[i] * carried[j]) / curvature;
            }
        }
    }

    private double[] times(double[] vector) {
        double[] product = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                product[i] += inverse[i * size + j] * vector[j];
            }
        }
        return product;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
