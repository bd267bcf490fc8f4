package dev.engram.hardness.glmm;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A direction in which the likelihood of the fixed part rises for ever: no row contradicts it, and some are predicted ever
 * better. Random effects do not matter for it, since their prior keeps them finite: if there is such a direction the mixed
 * model has none of the affected coefficients either. In the limit the rows that are predicted drop out.
 */
final class Separation {
    private static final int STEPS = 60;
    /** A row predicted beyond this, on the logit scale, may be one that is predicted perfectly. */
    private static final double SUSPECT = 12;

    private static final double DONE = 1e-9;
    private static final double NULL_SPACE = 1e-9;
    private static final double SAME = 1e-6;

    /** The direction, by coefficient. */
    final double[] direction;
    /** The points that it predicts. */
    final boolean[] predicted;

    private Separation(double[] direction, boolean[] predicted) {
        this.direction = direction;
        this.predicted = predicted;
    }

    /** Looks for a direction; null if there is none. The design has full rank. */
    static @Nullable Separation of(Points points) {
        var beta = unpenalised(points);
        int p = points.coefs;
        var x = new double[p];
        var suspect = new boolean[points.size()];
        boolean any = false;
        for (int n = 0; n < suspect.length; n++) {
            points.read(n, x);
            double eta = dot(x, beta);
            suspect[n] = points.zeros(n) == 0 && eta > SUSPECT || points.ones(n) == 0 && eta < -SUSPECT;
            any |= suspect[n];
        }
        return any ? certified(points, beta, suspect) : null;
    }

    /** The coefficients of the fixed part alone, or where they are after many steps towards infinity. */
    private static double[] unpenalised(Points points) {
        int p = points.coefs;
        var beta = new double[p];
        var gradient = new double[p];
        var information = new double[p * p];
        double reached = step(points, beta, gradient, information);
        for (int s = 0; s < STEPS; s++) {
            var direction = solve(information, gradient, p);
            if (direction == null || dot(direction, gradient) < DONE) {
                break;
            }
            double factor = 1;
            double before = reached;
            var next = plus(beta, factor, direction);
            reached = step(points, next, gradient, information);
            for (int h = 0; h < 20 && !(reached >= before); h++) {
                factor /= 2;
                next = plus(beta, factor, direction);
                reached = step(points, next, gradient, information);
            }
            beta = next;
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
            double eta = dot(x, beta);
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
        var matrix = new DMatrixRMaj(p, p);
        for (int c = 0; c < p; c++) {
            for (int d = 0; d <= c; d++) {
                matrix.set(c, d, information[c * p + d]);
                matrix.set(d, c, information[c * p + d]);
            }
            // keeps a nearly flat direction solvable: it is the one that is looked for
            matrix.set(c, c, information[c * p + c] * (1 + 1e-12) + Double.MIN_NORMAL);
        }
        var cholesky = DecompositionFactory_DDRM.chol(p, true);
        if (!cholesky.decompose(matrix)) {
            return null;
        }
        var direction = gradient.clone();
        Triangular.solve(cholesky.getT(null).data, p, p, direction);
        return direction;
    }

    /**
     * A proof: the part of the coefficients that the unsuspected rows do not see contradicts no row. Without it the rows
     * are merely extreme.
     */
    private static @Nullable Separation certified(Points points, double[] beta, boolean[] suspect) {
        int p = points.coefs;
        var x = new double[p];
        var scale = new double[p];
        var gram = new DMatrixRMaj(p, p);
        for (int n = 0; n < points.size(); n++) {
            points.read(n, x);
            for (int c = 0; c < p; c++) {
                scale[c] = Math.max(scale[c], Math.abs(x[c]));
            }
        }
        double rows = 0;
        for (int n = 0; n < points.size(); n++) {
            if (!suspect[n]) {
                points.read(n, x);
                rows++;
                for (int c = 0; c < p; c++) {
                    for (int d = 0; d < p; d++) {
                        gram.add(c, d, x[c] / scale[c] * x[d] / scale[d]);
                    }
                }
            }
        }
        var eigen = DecompositionFactory_DDRM.eig(p, true, true);
        if (!eigen.decompose(gram)) {
            return null;
        }
        var direction = new double[p];
        for (int k = 0; k < p; k++) {
            if (eigen.getEigenvalue(k).getReal() <= NULL_SPACE * Math.max(rows, 1)) {
                var vector = eigen.getEigenVector(k);
                double along = 0;
                for (int c = 0; c < p; c++) {
                    along += vector.get(c, 0) * beta[c] * scale[c];
                }
                for (int c = 0; c < p; c++) {
                    direction[c] += along * vector.get(c, 0) / scale[c];
                }
            }
        }
        return checked(points, direction, scale);
    }

    private static @Nullable Separation checked(Points points, double[] direction, double[] scale) {
        double size = 0;
        for (int c = 0; c < direction.length; c++) {
            size = Math.max(size, Math.abs(direction[c]) * scale[c]);
        }
        for (int c = 0; c < direction.length; c++) {
            direction[c] = Math.abs(direction[c]) * scale[c] <= SAME * size ? 0 : direction[c];
        }
        var predicted = new boolean[points.size()];
        var x = new double[direction.length];
        boolean any = false;
        for (int n = 0; n < predicted.length; n++) {
            points.read(n, x);
            double eta = dot(x, direction);
            predicted[n] = Math.abs(eta) > SAME * size;
            if (predicted[n] && (eta > 0 ? points.zeros(n) : points.ones(n)) > 0) {
                return null;
            }
            any |= predicted[n];
        }
        if (!any) {
            return null;
        }
        points.unstandardise(direction);
        return new Separation(direction, predicted);
    }

    private static double[] plus(double[] beta, double factor, double[] direction) {
        var sum = beta.clone();
        for (int c = 0; c < sum.length; c++) {
            sum[c] += factor * direction[c];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
