package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.engine.Summary.Uncertainty;

/** The inverse of the joint Hessian, in spherical effects: all elements over the remainder, others as they are asked for. */
final class JointInverse implements Uncertainty {
    /** Over the remainder. */
    final double[][] matrix;

    final Hessian hessian;
    private final Layout layout;

    /** @param hessian at the weights of the latest pass */
    JointInverse(Hessian hessian) {
        this.hessian = hessian;
        layout = hessian.layout;
        matrix = hessian.inverse(layout.size);
    }

    @Override
    public double logDeterminant() {
        return hessian.logDeterminant();
    }

    @Override
    public double ofCoefficients(int k, int l) {
        return matrix[layout.beta + k][layout.beta + l];
    }

    @Override
    public double[] sds(int factor) {
        var place = layout.place(factor);
        double sd = hessian.scales.sd[factor];
        var sds = new double[place.levels()];
        if (place.begin() >= 0) {
            for (int t = 0; t < sds.length; t++) {
                sds[t] = sd * Math.sqrt(matrix[place.begin() + t][place.begin() + t]);
            }
            return sds;
        }
        layout.team.run(layout.chunk.length - 1, false, c -> {
            var profile = new CrossProfile(hessian.sums);
            for (int i = layout.chunk[c]; i < layout.chunk[c + 1]; i++) {
                profile.loadSpherical(i, hessian.scales.remainder);
                double share = sd / hessian.diagonal[i];
                double taken = share * share * profile.quadratic(matrix, profile.size);
                sds[i] = sd * Math.sqrt(1 / hessian.diagonal[i] + taken);
            }
        });
        return sds;
    }

    @Override
    public Covariance covariance(int factor) {
        int begin = layout.place(factor).begin();
        int size = layout.reported(factor);
        double variance = hessian.scales.sd[factor] * hessian.scales.sd[factor];
        var values = new double[size * size];
        var diagonal = hessian.diagonal;
        layout.team.run(size, false, i -> {
            if (begin >= 0) {
                for (int j = 0; j < size; j++) {
                    values[i * size + j] = variance * matrix[begin + i][begin + j];
                }
                return;
            }
            var profile = new CrossProfile(hessian.sums);
            profile.loadSpherical(i, hessian.scales.remainder);
            var along = new double[layout.size];
            for (int k = 0; k < along.length; k++) {
                along[k] = profile.dot(matrix[k], profile.size);
            }
            for (int j = 0; j <= i; j++) {
                profile.loadSpherical(j, hessian.scales.remainder);
                double shared = variance / (diagonal[i] * diagonal[j]) * profile.dot(along, profile.size);
                values[i * size + j] = variance * (shared + (i == j ? 1 / diagonal[i] : 0));
            }
        });
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                values[j * size + i] = values[i * size + j];
            }
        }
        return Covariance.owning(size, values, false);
    }
}
