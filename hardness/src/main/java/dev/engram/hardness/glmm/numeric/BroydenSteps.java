package dev.engram.hardness.glmm.numeric;

import java.util.Arrays;

/** Broyden's method for a few equations whose slope is near -1 to begin with. */
public final class BroydenSteps {
    private int size;
    private double[] inverse = {};
    private double[] lastResidual = {};
    private double[] lastStep = {};

    /** Forgets all. */
    public void restart(int equations) {
        size = equations;
        inverse = new double[size * size];
        for (int a = 0; a < size; a++) {
            inverse[a * size + a] = -1;
        }
        interrupt();
    }

    /** The next residual does not come from the last step alone. */
    public void interrupt() {
        lastResidual = new double[0];
    }

    /** The step to take at a residual, each part within {@code longest}. */
    public double[] propose(double[] residual, double longest) {
        if (size > 0 && lastResidual.length == size) {
            if (dot(residual, residual) > 2.25 * dot(lastResidual, lastResidual)) {
                restart(size);
            } else {
                learn(residual);
            }
        }
        var step = new double[size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                step[a] -= inverse[a * size + b] * residual[b];
            }
            // each equation's own root lies the way its residual points
            if (step[a] * residual[a] < 0 && Math.abs(residual[a]) > 1e-3) {
                step[a] = residual[a];
            }
            step[a] = Math.clamp(step[a], -longest, longest);
        }
        return step;
    }

    /** Says which step was taken from which residual. */
    public void taken(double[] residual, double[] step) {
        lastResidual = residual;
        lastStep = step;
    }

    /** The largest part of a step. */
    public static double largest(double[] step) {
        return Arrays.stream(step).map(Math::abs).max().orElse(0);
    }

    private void learn(double[] residual) {
        var moved = new double[size];
        var byStep = new double[size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                moved[a] += inverse[a * size + b] * (residual[b] - lastResidual[b]);
                byStep[b] += lastStep[a] * inverse[a * size + b];
            }
        }
        double along = dot(lastStep, moved);
        if (!(Math.abs(along) > 1e-6 * dot(lastStep, lastStep))) {
            return;
        }
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                inverse[a * size + b] += (lastStep[a] - moved[a]) * byStep[b] / along;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
