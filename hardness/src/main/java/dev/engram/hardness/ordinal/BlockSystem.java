package dev.engram.hardness.ordinal;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * The negative Hessian in spherical effects, factored with the grouping apart eliminated. The random columns come first, so
 * that the leading block of the factor is the factor of the random effects alone.
 */
final class BlockSystem {
    final Layout layout;
    /** Standard deviation of each column of the rest, 1 where fixed, and of the grouping apart. */
    final double[] scale;

    final double apartScale;
    /** Diagonal of the block apart. */
    final double[] diagonal;
    /** Apart by rest. */
    final double[] cross;
    /** Lower triangular, by rows. */
    final double[] factor;

    private BlockSystem(
            Layout layout, double[] scale, double apartScale, double[] diagonal, double[] cross, double[] f) {
        this.layout = layout;
        this.scale = scale;
        this.apartScale = apartScale;
        this.diagonal = diagonal;
        this.cross = cross;
        factor = f;
    }

    /** Null if it is not positive definite. */
    static @Nullable BlockSystem of(Layout layout, double[] sd, Derivatives at) {
        int columns = layout.columns;
        double[] scale = new double[columns];
        for (int i = 0; i < columns; i++) {
            scale[i] = i < layout.randomColumns ? sd[layout.factorOf[i]] : 1;
        }
        double own = sd[layout.apartFactor];
        double[] diagonal = new double[at.diagonal.length];
        double[] cross = new double[at.cross.length];
        var schur = new DMatrixRMaj(columns, columns);
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                schur.data[i * columns + j] = scale[i] * scale[j] * at.rest[i * columns + j];
            }
            schur.data[i * columns + i] += i < layout.randomColumns ? 1 : 0;
        }
        int[] touched = new int[columns];
        for (int e = 0; e < diagonal.length; e++) {
            diagonal[e] = own * own * at.diagonal[e] + 1;
            int count = 0;
            for (int i = 0; i < columns; i++) {
                double value = own * scale[i] * at.cross[e * columns + i];
                cross[e * columns + i] = value;
                touched[count] = i;
                count += value == 0 ? 0 : 1;
            }
            eliminate(schur.data, cross, e, diagonal[e], touched, count, columns);
        }
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < i; j++) {
                schur.data[j * columns + i] = schur.data[i * columns + j];
            }
        }
        var cholesky = DecompositionFactory_DDRM.chol(columns, true);
        return cholesky.decompose(schur)
                ? new BlockSystem(layout, scale, own, diagonal, cross, cholesky.getT(null).data)
                : null;
    }

    private static void eliminate(
            double[] schur, double[] cross, int e, double pivot, int[] touched, int count, int columns) {
        for (int a = 0; a < count; a++) {
            int line = touched[a] * columns;
            double share = cross[e * columns + touched[a]] / pivot;
            for (int b = 0; b <= a; b++) {
                schur[line + touched[b]] -= share * cross[e * columns + touched[b]];
            }
        }
    }

    /** Log determinant of the block of the random effects. */
    double logDeterminant() {
        double sum = 0;
        for (double d : diagonal) {
            sum += Math.log(d);
        }
        for (int i = 0; i < layout.randomColumns; i++) {
            sum += 2 * Math.log(factor[i * layout.columns + i]);
        }
        return sum;
    }

    /**
     * Solves in place.
     *
     * @param size {@code layout.columns} for all effects, {@code layout.randomColumns} for the random ones with the others
     *     held
     */
    void solve(double[] apart, double[] rest, int size) {
        int columns = layout.columns;
        for (int e = 0; e < apart.length; e++) {
            double share = apart[e] / diagonal[e];
            for (int i = 0; share != 0 && i < size; i++) {
                rest[i] -= share * cross[e * columns + i];
            }
        }
        for (int i = 0; i < size; i++) {
            double sum = rest[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i * columns + j] * rest[j];
            }
            rest[i] = sum / factor[i * columns + i];
        }
        for (int i = size - 1; i >= 0; i--) {
            rest[i] /= factor[i * columns + i];
            for (int j = 0; j < i; j++) {
                rest[j] -= factor[i * columns + j] * rest[i];
            }
        }
        for (int e = 0; e < apart.length; e++) {
            double sum = apart[e];
            for (int i = 0; i < size; i++) {
                sum -= cross[e * columns + i] * rest[i];
            }
            apart[e] = sum / diagonal[e];
        }
    }

    /** What is left of a vector over all effects for the fixed ones, once the random ones are eliminated: f - H_fu H_uu^-1 u. */
    double[] eliminated(double[] apart, double[] rest) {
        int columns = layout.columns;
        double[] left = rest.clone();
        for (int e = 0; e < apart.length; e++) {
            double share = apart[e] / diagonal[e];
            for (int i = 0; i < columns; i++) {
                left[i] -= share * cross[e * columns + i];
            }
        }
        for (int i = 0; i < columns; i++) {
            double sum = left[i];
            for (int j = 0; j < Math.min(i, layout.randomColumns); j++) {
                sum -= factor[i * columns + j] * left[j];
            }
            left[i] = i < layout.randomColumns ? sum / factor[i * columns + i] : sum;
        }
        return Arrays.copyOfRange(left, layout.randomColumns, columns);
    }
}
