package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.numeric.Vectors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A direction in which the likelihood of the fixed part rises for ever: no row contradicts it, and some are predicted ever
 * better. Random effects do not matter for it, since their prior keeps them finite: if there is such a direction the mixed
 * model has none of the affected coefficients either. In the limit the rows that are predicted drop out.
 */
final class Separation {
    /** A row predicted beyond this, on the logit scale, may be one that is predicted perfectly. */
    private static final double SUSPECT = 12;

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
        var beta = PlainLogistic.of(points);
        int p = points.coefs;
        var x = new double[p];
        var suspect = new boolean[points.size()];
        boolean any = false;
        for (int n = 0; n < suspect.length; n++) {
            points.read(n, x);
            double eta = Vectors.dot(x, beta);
            suspect[n] = points.zeros(n) == 0 && eta > SUSPECT || points.ones(n) == 0 && eta < -SUSPECT;
            any |= suspect[n];
        }
        return any ? certified(points, beta, suspect) : null;
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
            double eta = Vectors.dot(x, direction);
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
}
