package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.engine.Summary.Uncertainty;

/**
 * How sure the modes are where the Hessian is too large to be inverted. Standard errors of coefficients are joint all the same, one
 * solve of the system each, and so is the covariance of a factor that is not the primary grouping while its levels times the
 * tuples are at most {@value #MOST_WORK}. The rest is conditional: the block of the grouping and its memberships, all else taken
 * as known.
 */
final class SolvedUncertainty implements Uncertainty {
    /** Largest remainder that is inverted as a dense matrix: 16 bytes for each pair of its effects at most, so 150 MB. */
    static final int MOST_DENSE = 3_000;

    /** Most levels of a factor whose covariance is given; more would take 8 bytes for each pair of them. */
    static final int MOST_LEVELS = 5_000;

    /** Most levels times tuples of a factor whose covariance is solved for: some seconds. */
    private static final long MOST_WORK = 60_000_000;

    /** Error of a correlation. */
    private static final double TOLERANCE = 1e-5;

    private final Layout model;
    private final NewtonSystem system;
    private final double[] sd;

    /** @param system at the weights of the mode and these standard deviations */
    SolvedUncertainty(NewtonSystem system, double[] sd) {
        this.system = system;
        this.sd = sd;
        model = system.model;
    }

    @Override
    public double logDeterminant() {
        return Double.NaN;
    }

    @Override
    public double ofCoefficients(int k, int l) {
        return column(model.beta + k)[model.beta + l];
    }

    /** Solved for if that does not take long, else conditional. */
    @Override
    public Covariance covariance(int factor) {
        var place = model.place(factor);
        boolean solvable = place.begin() >= 0 && (long) place.levels() * model.rows.tuples() <= MOST_WORK;
        return solvable ? solved(place) : conditional(place, factor);
    }

    /** A column of the joint inverse over the remainder. */
    private double[] column(int effect) {
        var unit = new double[model.size];
        unit[effect] = 1;
        var z = new double[model.size];
        system.descend(z, unit, 0, TOLERANCE);
        for (int k = 0; k < model.beta; k++) {
            z[k] *= sd[model.factorOf[k]];
        }
        return z;
    }

    private Covariance solved(Layout.Place place) {
        int size = place.levels();
        var values = new double[size * size];
        for (int s = 0; s < size; s++) {
            System.arraycopy(column(place.begin() + s), place.begin(), values, s * size, size);
        }
        for (int s = 0; s < size; s++) {
            for (int t = 0; t < s; t++) {
                double mean = 0.5 * (values[s * size + t] + values[t * size + s]);
                values[s * size + t] = mean;
                values[t * size + s] = mean;
            }
        }
        return Covariance.owning(size, values, false);
    }

    @Override
    public double[] sds(int factor) {
        var place = model.place(factor);
        var block = system.blocks[place.g()];
        double[] variance = block.columnVariance();
        boolean own = model.groupings.get(place.g()).factor == factor;
        int columns = model.groupings.get(place.g()).columns;
        var sds = new double[place.levels()];
        for (int t = 0; t < sds.length; t++) {
            int column = place.begin() - model.columns[place.g()] + t;
            sds[t] = Math.sqrt(own ? block.ownVariance(t, variance) : variance[column * columns + column]);
        }
        return sds;
    }

    private Covariance conditional(Layout.Place place, int factor) {
        var grouping = model.groupings.get(place.g());
        var block = system.blocks[place.g()];
        double[] variance = block.columnVariance();
        int size = place.levels();
        var values = new double[size * size];
        boolean own = grouping.factor == factor;
        int first = place.begin() - model.columns[place.g()];
        var row = new double[grouping.columns];
        for (int s = 0; s < size; s++) {
            if (own) {
                for (int t = 0; t < row.length; t++) {
                    row[t] = grouping.sum(s, variance, t * row.length);
                }
            }
            for (int t = 0; t < size; t++) {
                values[s * size + t] = own
                        ? block.pull(s) * block.pull(t) * grouping.sum(t, row, 0)
                        : variance[(first + s) * grouping.columns + first + t];
            }
            if (own) {
                values[s * size + s] = block.ownVariance(s, variance);
            }
        }
        return Covariance.owning(size, values, true);
    }
}
