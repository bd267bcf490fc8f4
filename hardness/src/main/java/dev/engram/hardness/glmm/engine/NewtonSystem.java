package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.numeric.DenseCholesky;
import dev.engram.hardness.glmm.numeric.PcgSolver;
import java.util.Arrays;

/**
 * The Newton system at one pass: (A'WA + prior precision) x = A'(y - mu) + A'WA x_old. The primary grouping is eliminated
 * exactly, the remainder solved by conjugate gradients in spherical effects (x = s z, so that s = 0 is legal), with the
 * block of each grouping and that of the fixed effects as preconditioner. Rows are not touched.
 */
final class NewtonSystem {
    final Layout model;
    final NormalEquations operator;
    final GroupingBlock[] blocks;
    private final double[] sd;
    private final double[] kappa;
    private final double[] scale;
    private final double[] targetPrimary;
    private final double[] target;
    private final double[] reduced;
    private final double[] coupled;
    private final double[] scratchCoupled;
    private final double[] scratchPrimary;
    private final double[] natural;
    private final double[] score;
    private DenseCholesky fixedFactor = DenseCholesky.of(0, new double[0]);

    NewtonSystem(RowPass pass) {
        model = pass.model;
        operator = new NormalEquations(pass);
        blocks = new GroupingBlock[model.groupings.size()];
        for (int g = 0; g < blocks.length; g++) {
            blocks[g] = new GroupingBlock(operator, g);
        }
        sd = new double[model.factors];
        int levels = model.primary().levels;
        kappa = new double[levels];
        targetPrimary = new double[levels];
        coupled = new double[levels];
        scratchCoupled = new double[levels];
        scratchPrimary = new double[levels];
        scale = new double[model.size];
        target = new double[model.size];
        reduced = new double[model.size];
        natural = new double[model.size];
        score = new double[model.size];
    }

    /** Takes over a new pass, made at {@code state}. */
    void refresh(Effects state) {
        operator.refresh();
        System.arraycopy(state.primary, 0, scratchPrimary, 0, scratchPrimary.length);
        operator.apply(state.remainder, scratchPrimary, null, coupled, target);
        var residuals = operator.score();
        for (int i = 0; i < targetPrimary.length; i++) {
            targetPrimary[i] = residuals.primary[i] + coupled[i] + operator.weight(0, i) * state.primary[i];
        }
        for (int k = 0; k < model.size; k++) {
            target[k] += residuals.remainder[k];
        }
    }

    /** Takes over standard deviations, by factor. */
    void refresh(double[] newSd) {
        System.arraycopy(newSd, 0, sd, 0, sd.length);
        for (var block : blocks) {
            block.refresh(sd);
        }
        double primarySd = sd[model.primary().factor];
        for (int i = 0; i < kappa.length; i++) {
            kappa[i] = primarySd * primarySd / blocks[0].shrinkage(i);
            scratchPrimary[i] = -kappa[i] * targetPrimary[i];
        }
        for (int k = 0; k < model.size; k++) {
            scale[k] = model.scale(k, sd);
        }
        Arrays.fill(natural, 0);
        operator.apply(natural, scratchPrimary, null, coupled, reduced);
        for (int k = 0; k < model.size; k++) {
            reduced[k] += target[k];
        }
        refreshFixed();
    }

    private void refreshFixed() {
        int p = model.coefficients;
        double[] matrix = operator.fixed.clone();
        double[] sums = operator.pass.primarySums;
        for (int i = 0; i < kappa.length; i++) {
            int row = operator.sumsAt(0, i) + 1;
            for (int k = 0; k < p; k++) {
                double x = kappa[i] * sums[row + k];
                for (int l = 0; x != 0 && l <= k; l++) {
                    matrix[k * p + l] -= x * sums[row + l];
                }
            }
        }
        fixedFactor = DenseCholesky.of(p, matrix);
    }

    /** Whether the fixed columns are linearly dependent, to rounding, given the primary grouping. */
    boolean singular() {
        return fixedFactor.lifted();
    }

    /**
     * Solves, beginning at the effects in {@code state}, which become the solution.
     *
     * @param tolerance of the error, in posterior standard deviations of all effects together
     * @return the error at the beginning, in the same measure; NaN if the solution is not finite
     */
    double solve(Effects state, double tolerance) {
        var z = new double[model.size];
        for (int k = 0; k < z.length; k++) {
            z[k] = scale[k] > 0 ? state.remainder[k] / scale[k] : 0;
        }
        double begin = descend(z, reduced, tolerance, 0);
        for (int k = 0; k < z.length; k++) {
            state.remainder[k] = scale[k] * z[k];
        }
        operator.apply(state.remainder, scratchPrimary, kappa, coupled, score);
        for (int i = 0; i < kappa.length; i++) {
            state.primary[i] = kappa[i] * (targetPrimary[i] - coupled[i]);
        }
        for (int k = 0; k < score.length; k++) {
            score[k] = reduced[k] - score[k];
        }
        return begin;
    }

    /**
     * Conjugate gradients from {@code z} on, until the error is at most {@code tolerance}, or {@code share} of the first
     * error. {@code z} is in spherical effects, {@code b} in natural ones. Returns the first error.
     */
    double descend(double[] z, double[] b, double tolerance, double share) {
        return descendSpherical(z, toSpherical(b), tolerance, share);
    }

    /** The same for a {@code b} in spherical effects. */
    double descendSpherical(double[] z, double[] b, double tolerance, double share) {
        return new PcgSolver(this::times, this::precondition).run(z, b, tolerance, share);
    }

    /** A right side in natural effects as one in spherical effects. */
    double[] toSpherical(double[] b) {
        var right = new double[model.size];
        for (int k = 0; k < right.length; k++) {
            right[k] = scale[k] * b[k];
        }
        return right;
    }

    private void times(double[] z, double[] out) {
        for (int k = 0; k < z.length; k++) {
            natural[k] = scale[k] * z[k];
        }
        operator.apply(natural, scratchPrimary, kappa, scratchCoupled, out);
        for (int k = 0; k < z.length; k++) {
            out[k] = scale[k] * out[k] + (k < model.beta ? z[k] : 0);
        }
    }

    /** The solution for {@code r} where the blocks have nothing to do with each other, both in spherical effects. */
    void precondition(double[] r, double[] z) {
        for (var block : blocks) {
            block.solve(r, z);
        }
        System.arraycopy(r, model.beta, z, model.beta, model.coefficients);
        fixedFactor.solve(z, model.beta, model.coefficients);
    }

    /** Writes the product of A'WA, the primary grouping eliminated, with effects of the remainder. */
    void multiply(double[] effects, double[] product) {
        operator.apply(effects, scratchPrimary, kappa, scratchCoupled, product);
    }

    /** Writes what effects of the primary grouping share with the remainder. */
    void couple(double[] primary, double[] shared) {
        Arrays.fill(natural, 0);
        operator.apply(natural, primary, null, scratchCoupled, shared);
    }

    /** For each factor (q - tr V / s^2) / s^2, V being the covariance of a grouping with its columns, all else known. */
    double[] determined() {
        var determined = new double[model.factors];
        for (var block : blocks) {
            block.addDetermined(determined);
        }
        return determined;
    }

    /**
     * For each factor the logarithm of (b'b / s^4) / ((q - tr V / s^2) / s^2) at the solution, zero where
     * s^2 = (b'b + tr V) / q. Both parts stay finite at s = 0, where b / s^2 is the score.
     *
     * @param determined the second part, by factor
     */
    double[] imbalance(Effects solution, double[] determined) {
        var squares = new double[model.factors];
        double primarySd = sd[model.primary().factor];
        for (int i = 0; i < kappa.length; i++) {
            double own = (targetPrimary[i] - coupled[i]) / (1 + primarySd * primarySd * operator.weight(0, i));
            squares[model.primary().factor] += own * own;
        }
        for (int k = 0; k < model.beta; k++) {
            double s = scale[k];
            // the score itself is a small difference of large sums where the prior is wide
            double own = s > 1e-3 ? solution.remainder[k] / (s * s) : score[k];
            squares[model.factorOf[k]] += own * own;
        }
        for (int f = 0; f < squares.length; f++) {
            squares[f] = Math.log(Math.max(squares[f], Double.MIN_NORMAL))
                    - Math.log(Math.max(determined[f], Double.MIN_NORMAL));
        }
        return squares;
    }

    /** For each factor the mean information of an effect. */
    double[] information() {
        var information = new double[model.factors];
        for (var block : blocks) {
            block.addInformation(information);
        }
        var effects = new int[model.factors];
        effects[model.primary().factor] = kappa.length;
        for (int factor : model.factorOf) {
            effects[factor]++;
        }
        for (int f = 0; f < effects.length; f++) {
            information[f] /= Math.max(1, effects[f]);
        }
        return information;
    }
}
