package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How sure the modes are. Joint: from the inverse of the Hessian of all effects, the primary grouping eliminated exactly,
 * while the remainder has at most {@value #MOST_DENSE} effects; 16 bytes for each pair of them at most, so 150 MB.
 */
interface PqlUncertainty {
    /** Largest remainder that is inverted as a dense matrix. */
    int MOST_DENSE = 3_000;

    /** Most levels of a factor whose covariance is given; more would take 8 bytes for each pair of them. */
    int MOST_LEVELS = 5_000;

    /** Logarithm of the determinant that the Laplace approximation needs, or NaN if it is out of reach. */
    double logDeterminant();

    /** Standard deviation around the mode of each effect, by random factor of the design. */
    double[][] modeSds();

    /** Standard errors of the coefficients. */
    double[] standardErrors();

    Map<String, Covariance> covariances();

    /** Whether the standard deviations of modes take other effects as known. */
    boolean conditional();

    /**
     * The imbalance (see {@link NewtonSystem#imbalance}) of a factor at the mode with traces of the joint inverse; NaN if that is
     * out of reach.
     */
    double imbalance(int factor);

    static PqlUncertainty of(PqlIterations mode, Design design, FitSettings settings) {
        return mode.model.size <= MOST_DENSE
                ? new JointUncertainty(mode, design, settings)
                : new ConditionalUncertainty(mode, design, settings.covarianceOf());
    }

    /** The covariances of the factors asked for. */
    static Map<String, Covariance> covariances(
            Design design, Set<String> wanted, java.util.function.IntFunction<Covariance> of) {
        var covariances = new HashMap<String, Covariance>();
        for (int f = 0; f < design.random().size(); f++) {
            var name = design.random().get(f).name();
            if (wanted.contains(name)) {
                covariances.put(name, of.apply(f));
            }
        }
        return covariances;
    }
}
