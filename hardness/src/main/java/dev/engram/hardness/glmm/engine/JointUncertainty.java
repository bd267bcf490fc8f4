package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitSettings;
import java.util.Arrays;
import java.util.Map;

/** Uncertainty from the joint inverse. */
final class JointUncertainty implements PqlUncertainty {
    private final JointInverse joint;
    private final double[] standardErrors;
    private final double[][] modeSds;
    private final Map<String, Covariance> covariances;
    private final double[] imbalance;

    JointUncertainty(PqlIterations mode, Design design, FitSettings settings) {
        var traces = mode.traces.joint();
        joint = traces.joint;
        imbalance = mode.system.imbalance(mode.state, traces.determined());
        standardErrors = new double[mode.model.coefficients];
        Arrays.setAll(standardErrors, k -> Math.sqrt(joint.ofCoefficients(k, k)));
        modeSds = new double[mode.model.factors][];
        Arrays.setAll(modeSds, joint::sds);
        covariances = PqlUncertainty.covariances(design, settings.covarianceOf(), joint::covariance);
    }

    @Override
    public double logDeterminant() {
        return joint.hessian.logDeterminant();
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
        return false;
    }

    @Override
    public double imbalance(int factor) {
        return imbalance[factor];
    }
}
