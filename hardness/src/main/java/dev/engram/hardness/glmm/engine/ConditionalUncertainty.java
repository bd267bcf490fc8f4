package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Design;
import java.util.Map;
import java.util.Set;

/**
 * Uncertainty of designs too large for a dense inverse. Standard errors of coefficients are joint all the same, one solve
 * of the system for each, and so is the covariance of a factor that is not the primary grouping while its levels times
 * the tuples are at most {@value #MOST_WORK}. The rest is conditional: the block of the grouping and its memberships, all else taken as known.
 */
final class ConditionalUncertainty implements PqlUncertainty {
    /** Most levels times tuples of a factor whose covariance is solved for: some seconds. */
    private static final long MOST_WORK = 60_000_000;

    /** Error of a correlation. */
    private static final double TOLERANCE = 1e-5;

    private final Layout model;
    private final NewtonSystem system;
    private final double[] sd;
    private final double[][] modeSds;
    private final double[] standardErrors;
    private final Map<String, Covariance> covariances;

    ConditionalUncertainty(PqlIterations mode, Design design, Set<String> wanted) {
        model = mode.model;
        system = mode.system;
        sd = mode.sds.sd();
        standardErrors = new double[model.coefficients];
        for (int k = 0; k < standardErrors.length; k++) {
            standardErrors[k] = Math.sqrt(column(model.beta + k)[model.beta + k]);
        }
        modeSds = new double[model.factors][];
        for (int f = 0; f < modeSds.length; f++) {
            modeSds[f] = sds(model.place(f), f);
        }
        covariances = PqlUncertainty.covariances(design, wanted, f -> {
            var place = model.place(f);
            boolean solvable = place.begin() >= 0 && (long) place.levels() * model.rows.tuples() <= MOST_WORK;
            var covariance = solvable ? joint(place) : conditional(place, f);
            for (int t = 0; t < place.levels(); t++) {
                modeSds[f][t] = covariance.sd(t);
            }
            return covariance;
        });
    }

    @Override
    public double logDeterminant() {
        return Double.NaN;
    }

    @Override
    public double[][] modeSds() {
        return modeSds;
    }

    @Override
    public double[] standardErrors() {
        return standardErrors;
    }

    @Override
    public Map<String, Covariance> covariances() {
        return covariances;
    }

    @Override
    public boolean conditional() {
        return true;
    }

    @Override
    public double imbalance(int factor) {
        return Double.NaN;
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

    private Covariance joint(Layout.Place place) {
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

    private double[] sds(Layout.Place place, int factor) {
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
