package dev.engram.hardness.glmm.numeric;

/** Preconditioned conjugate gradients. */
public final class PcgSolver {
    private static final int MOST_STEPS = 500;

    private final Linear matrix;
    private final Linear preconditioner;

    public PcgSolver(Linear matrix, Linear preconditioner) {
        this.matrix = matrix;
        this.preconditioner = preconditioner;
    }

    /** A symmetric positive definite matrix, as what it does. */
    @FunctionalInterface
    public interface Linear {
        /** Writes the product of the matrix with {@code x}. */
        void apply(double[] x, double[] product);
    }

    /**
     * Solves, beginning at {@code z}, which becomes the solution. The error is measured in the norm that the preconditioner
     * gives to residuals.
     *
     * @param tolerance error that is small enough
     * @param share share of the first error that is small enough
     * @return the first error; NaN if there is no finite solution
     */
    public double run(double[] z, double[] b, double tolerance, double share) {
        var residual = new double[z.length];
        var applied = new double[z.length];
        matrix.apply(z, applied);
        for (int k = 0; k < residual.length; k++) {
            residual[k] = b[k] - applied[k];
        }
        var step = new double[z.length];
        preconditioner.apply(residual, step);
        double product = dot(residual, step);
        double begin = Math.sqrt(Math.max(0, product));
        var direction = step.clone();
        double enough = Math.max(tolerance, share * begin);
        for (int i = 0; i < MOST_STEPS && product > enough * enough; i++) {
            matrix.apply(direction, applied);
            double alpha = product / dot(direction, applied);
            for (int k = 0; k < residual.length; k++) {
                z[k] += alpha * direction[k];
                residual[k] -= alpha * applied[k];
            }
            preconditioner.apply(residual, step);
            double next = dot(residual, step);
            double beta = next / product;
            product = next;
            for (int k = 0; k < residual.length; k++) {
                direction[k] = step[k] + beta * direction[k];
            }
        }
        return product >= 0 ? begin : Double.NaN;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
