package dev.engram.hardness.glmm;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The negative Hessian of the penalised log-likelihood in spherical effects, S A'WA S + P, factored: the block of the
 * eliminated grouping is diagonal, and the remainder is the Cholesky factor of its Schur complement. The coefficients are
 * the last columns, so that the leading block of the factor is that of the random effects alone.
 */
final class Hessian {
    private final Layout layout;
    private final Scales scales;
    /** Diagonal of the eliminated block. */
    final double[] diagonal;
    /** Unscaled A'WA between levels and their patterns. */
    private final double[] cross;
    /** Cholesky factor of the Schur complement, lower triangle by rows. */
    final double[] factor;

    private Hessian(Layout layout, Scales scales, double[] diagonal, double[] cross, double[] factor) {
        this.layout = layout;
        this.scales = scales;
        this.diagonal = diagonal;
        this.cross = cross;
        this.factor = factor;
    }

    /** The factored Hessian at the weights of a pass, or null where it is not positive definite. */
    static @Nullable Hessian of(Layout layout, Scales scales, RowPass sums) {
        int columns = layout.columns;
        double sd = scales.eliminated;
        var diagonal = new double[layout.levels];
        var schur = sums.matrix.clone();
        for (int j = 0; j < layout.levels; j++) {
            diagonal[j] = sd * sd * sums.weight[j] + 1;
            double share = sd * sd / diagonal[j];
            int end = layout.patternStart[j + 1];
            for (int a = layout.patternStart[j]; share > 0 && a < end; a++) {
                double multiple = share * sums.cross[a];
                int row = layout.pattern[a] * columns;
                for (int b = layout.patternStart[j]; b <= a; b++) {
                    schur[row + layout.pattern[b]] -= multiple * sums.cross[b];
                }
            }
        }
        for (int r = 0; r < columns; r++) {
            for (int c = 0; c <= r; c++) {
                schur[r * columns + c] *= scales.column[r] * scales.column[c];
            }
            if (r < layout.randomColumns) {
                schur[r * columns + r] += 1;
            }
        }
        var matrix = DMatrixRMaj.wrap(columns, columns, schur);
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(columns, true);
        for (int r = 0; r < columns; r++) {
            for (int c = 0; c < r; c++) {
                schur[c * columns + r] = schur[r * columns + c];
            }
        }
        if (!cholesky.decompose(matrix)) {
            return null;
        }
        return new Hessian(layout, scales, diagonal, sums.cross.clone(), cholesky.getT(null).data);
    }

    /** ln det of the block of the random effects. */
    double logDeterminant() {
        double sum = 0;
        for (double value : diagonal) {
            sum += Math.log(value);
        }
        for (int c = 0; c < layout.randomColumns; c++) {
            sum += 2 * Math.log(factor[c * layout.columns + c]);
        }
        return sum;
    }

    /** Scaled element between a level and the k-th entry of all patterns. */
    double cross(int k) {
        return scales.eliminated * cross[k] * scales.column[layout.pattern[k]];
    }

    /** Solves for all effects (all columns), or for the random effects with the coefficients fixed (randomColumns). */
    Effects solve(Effects right, int size) {
        var solution = right.copy();
        for (int c = size; c < layout.columns; c++) {
            solution.columns[c] = 0;
        }
        for (int j = 0; j < layout.levels; j++) {
            double share = right.eliminated[j] / diagonal[j];
            for (int k = layout.patternStart[j]; k < layout.patternStart[j + 1]; k++) {
                if (layout.pattern[k] < size) {
                    solution.columns[layout.pattern[k]] -= share * cross(k);
                }
            }
        }
        Triangular.solve(factor, layout.columns, size, solution.columns);
        for (int j = 0; j < layout.levels; j++) {
            double sum = right.eliminated[j];
            for (int k = layout.patternStart[j]; k < layout.patternStart[j + 1]; k++) {
                sum -= cross(k) * solution.columns[layout.pattern[k]];
            }
            solution.eliminated[j] = sum / diagonal[j];
        }
        return solution;
    }

    /** Inverse of the leading part of the Schur complement, all elements by rows of {@code size}. */
    double[] inverse(int size) {
        return Triangular.inverseOfProduct(factor, layout.columns, size);
    }
}
