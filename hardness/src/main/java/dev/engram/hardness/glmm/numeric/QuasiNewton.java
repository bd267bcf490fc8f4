package dev.engram.hardness.glmm.numeric;

import org.jspecify.annotations.Nullable;

/** Maximises a smooth function of a few variables from its values and gradients: BFGS with step halving. */
public final class QuasiNewton {
    /** What is maximised. */
    public interface Target {
        /** Value and gradient, or null where the function has none. */
        @Nullable
        Point at(double[] x);

        /** Whether a point is so far out that the climb has no end there. */
        boolean beyond(double[] x);
    }

    /** A point with its value and gradient; not a record, since it holds arrays. */
    public static class Point {
        public final double[] x;
        public final double value;
        public final double[] gradient;

        /** The arrays go over to this object. */
        public Point(double[] x, double value, double[] gradient) {
            this.x = x;
            this.value = value;
            this.gradient = gradient;
        }
    }

    /** The best point, and whether the gain still to be had fell below the tolerance. */
    public record Result(Point best, boolean converged) {}

    private static final double SUFFICIENT = 1e-4;
    private static final int HALVINGS = 20;
    /** Gains below this share of the value are its rounding: a sum over many rows is no more exact. */
    private static final double ROUNDING = 1e-14;
    /** So many steps in a row that gain less than the tolerance, whatever the slope promises, are the end. */
    private static final int IDLE = 3;

    private final Target target;
    private final double[] longestStep;
    private final double tolerance;

    /**
     * @param longestStep longest step by variable
     * @param tolerance gain in value that is not worth another step
     */
    public QuasiNewton(Target target, double[] longestStep, double tolerance) {
        this.target = target;
        this.longestStep = longestStep.clone();
        this.tolerance = tolerance;
    }

    /**
     * Climbs.
     *
     * @param inverse guess of the inverse of the negative Hessian by rows, positive definite; is overwritten
     */
    public Result climb(Point start, double[] inverse, int steps) {
        var point = start;
        int idle = 0;
        for (int step = 0; step < steps; step++) {
            var direction = times(inverse, point.gradient);
            double slope = Vectors.dot(direction, point.gradient);
            double worthless = Math.max(tolerance, ROUNDING * Math.abs(point.value));
            if (slope / 2 <= worthless) {
                return new Result(point, true);
            }
            var next = line(point, direction, slope);
            if (next == null) {
                // no gain along an ascent direction: the value is at its rounding, or the guess is worthless
                return new Result(point, slope / 2 <= 1e-6 * Math.max(1, Math.abs(point.value)));
            }
            update(inverse, point, next);
            idle = next.value - point.value <= worthless ? idle + 1 : 0;
            point = next;
            if (idle == IDLE) {
                return new Result(point, true);
            }
            if (target.beyond(point.x)) {
                return new Result(point, false);
            }
        }
        return new Result(point, point.x.length == 0);
    }

    private @Nullable Point line(Point point, double[] direction, double slope) {
        double factor = 1;
        for (int i = 0; i < direction.length; i++) {
            if (factor * Math.abs(direction[i]) > longestStep[i]) {
                factor = longestStep[i] / Math.abs(direction[i]);
            }
        }
        for (int h = 0; h < HALVINGS; h++) {
            var next = target.at(Vectors.plus(point.x, factor, direction));
            if (next != null && next.value >= point.value + SUFFICIENT * factor * slope) {
                return next;
            }
            factor *= next == null ? 0.25 : shorter(point.value, slope, factor, next.value);
            if (factor * slope <= ROUNDING * Math.abs(point.value)) {
                return null; // what a still shorter step would gain could not be seen
            }
        }
        return null;
    }

    /** The top of the parabola through value and slope here and the value there, within bounds. */
    private static double shorter(double value, double slope, double factor, double reached) {
        double top = slope * factor / (2 * (value + slope * factor - reached));
        return top >= 0.1 && top <= 0.5 ? top : 0.3;
    }

    private static void update(double[] inverse, Point from, Point to) {
        int size = from.x.length;
        var s = Vectors.plus(to.x, -1, from.x);
        var y = Vectors.plus(from.gradient, -1, to.gradient);
        double sy = Vectors.dot(s, y);
        var by = times(inverse, y);
        double yby = Vectors.dot(y, by);
        if (!(sy > 1e-10 * yby) || sy <= 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                inverse[i * size + j] += (1 + yby / sy) * s[i] * s[j] / sy - (by[i] * s[j] + s[i] * by[j]) / sy;
            }
        }
    }

    private static double[] times(double[] matrix, double[] x) {
        var product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += matrix[i * x.length + j] * x[j];
            }
        }
        return product;
    }
}
