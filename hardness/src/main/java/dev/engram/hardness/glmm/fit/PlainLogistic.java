package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.Vectors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Logistic regression on the fixed part alone, without offset: only to see whether its coefficients stay finite. */
final class PlainLogistic {
    private static final int STEPS = 60;
    private static final double DONE = 1e-9;

    private PlainLogistic() {}

    /** The coefficients of the fixed part alone, or where they are after many steps towards infinity. */
    static double[] of(Points points) {
        int p = points.coefs;
        var beta = new double[p];
        var gradient = new double[p];
        var information = new double[p * p];
        double reached = step(points, beta, gradient, information);
        for (int s = 0; s < STEPS; s++) {
            var direction = solve(information, gradient, p);
            if (direction == null || Vectors.dot(direction, gradient) < DONE) {
                break;
            }
            double factor = 1;
            double before = reached;
            var from = beta;
            do {
                beta = Vectors.plus(from, factor, direction);
                reached = step(points, beta, gradient, information);
                factor /= 2;
            } while (factor > 0x1p-21 && !(reached >= before));
        }
        return beta;
    }

    private static double step(Points points, double[] beta, double[] gradient, double[] information) {
        int p = points.coefs;
        Arrays.fill(gradient, 0);
        Arrays.fill(information, 0);
        var x = new double[p];
        double logLik = 0;
        for (int n = 0; n < points.size(); n++) {
            points.read(n, x);
            double eta = Vectors.dot(x, beta);
            double tail = Math.exp(-Math.abs(eta));
            double mu = eta >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
            double count = points.zeros(n) + points.ones(n);
            double w = count * tail / ((1 + tail) * (1 + tail));
            double r = points.ones(n) - count * mu;
            logLik += points.ones(n) * eta - count * (Math.max(eta, 0) + Math.log1p(tail));
            for (int c = 0; c < p; c++) {
                gradient[c] += r * x[c];
                for (int d = 0; x[c] != 0 && d <= c; d++) {
                    information[c * p + d] += w * x[c] * x[d];
                }
            }
        }
        return logLik;
    }

    private static double @Nullable [] solve(double[] information, double[] gradient, int p) {
        // keeps a nearly flat direction solvable: it is the one that is looked for
        for (int c = 0; c < p; c++) {
            information[c * (p + 1)] = information[c * (p + 1)] * (1 + 1e-12) + Double.MIN_NORMAL;
        }
        var cholesky = DenseCholesky.of(p, information);
        if (cholesky.lifted()) {
            return null;
        }
        var direction = gradient.clone();
        cholesky.solve(direction, 0, p);
        return direction;
    }
}
