package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * How sure the modes are. Joint: from the inverse of the Hessian of all effects, the primary grouping eliminated exactly,
 * while the remainder has at most {@value #MOST_DENSE} effects; 16 bytes for each pair of them at most, so 150 MB.
 *
 * <p>With more, standard errors of coefficients are joint all the same, one solve of the system for each, and so is the
 * covariance of a factor that is not the primary grouping while its levels times the tuples are at most {@value #MOST_WORK}. The
 * rest is conditional: the block of the grouping and its memberships, all else taken as known.
 */
final class PqlUncertainty {
    /** Largest remainder that is inverted as a dense matrix. */
    static final int MOST_DENSE = 3_000;

    /** Most levels of a factor whose covariance is given; more would take 8 bytes for each pair of them. */
    static final int MOST_LEVELS = 5_000;

    /** Most levels times tuples of a factor whose covariance is solved for: some seconds. */
    private static final long MOST_WORK = 60_000_000;

    /** Error of a correlation. */
    private static final double TOLERANCE = 1e-5;

    /** Logarithm of the determinant that the Laplace approximation needs, or NaN if it is out of reach. */
    final double logDeterminant;
    /** Standard deviation around the mode of each effect, by random factor of the design. */
    final double[][] modeSds;
    /** Standard errors of the coefficients. */
    final double[] standardErrors;
    /** Of the factors asked for. */
    final Map<String, Covariance> covariances = new HashMap<>();
    /** Whether the standard deviations of modes take other effects as known. */
    final boolean conditional;

    private final Layout model;
    private final NewtonSystem system;
    private final double[] sd;

    private PqlUncertainty(PqlIterations mode, boolean conditional, Set<String> wanted) {
        this.conditional = conditional;
        model = mode.model;
        system = mode.system;
        sd = mode.sds.sd();
        standardErrors = new double[model.coefficients];
        modeSds = new double[model.factors][];
        if (conditional) {
            logDeterminant = Double.NaN;
            Arrays.setAll(standardErrors, k -> Math.sqrt(column(model.beta + k)[model.beta + k]));
            Arrays.setAll(modeSds, f -> sds(model.place(f), f));
            covariances(wanted, this::covariance);
        } else {
            var joint = mode.traces.joint().joint;
            logDeterminant = joint.hessian.logDeterminant();
            Arrays.setAll(standardErrors, k -> Math.sqrt(joint.ofCoefficients(k, k)));
            Arrays.setAll(modeSds, joint::sds);
            covariances(wanted, joint::covariance);
        }
    }

    static PqlUncertainty of(PqlIterations mode, Set<String> wanted) {
        return mode.model.size <= MOST_DENSE ? joint(mode, wanted) : conditional(mode, wanted);
    }

    static PqlUncertainty joint(PqlIterations mode, Set<String> wanted) {
        return new PqlUncertainty(mode, false, wanted);
    }

    static PqlUncertainty conditional(PqlIterations mode, Set<String> wanted) {
        return new PqlUncertainty(mode, true, wanted);
    }

    private void covariances(Set<String> wanted, IntFunction<Covariance> of) {
        for (int f = 0; f < model.factors; f++) {
            var name = model.design.random().get(f).name();
            if (wanted.contains(name)) {
                covariances.put(name, of.apply(f));
            }
        }
    }

    /** Solved for if that does not take long, else conditional; the deviations of the modes are taken from it. */
    private Covariance covariance(int factor) {
        var place = model.place(factor);
        boolean solvable = place.begin() >= 0 && (long) place.levels() * model.rows.tuples() <= MOST_WORK;
        var covariance = solvable ? solved(place) : conditional(place, factor);
        Arrays.setAll(modeSds[factor], covariance::sd);
        return covariance;
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
