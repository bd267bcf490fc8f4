package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Method#PQL}: fixed and random effects at their joint mode, each standard deviation at the fixed point of
 * s^2 = (b'b + tr V) / q, where V is the joint posterior covariance ({@link TraceEstimates}).
 * The log-likelihood is the Laplace approximation at that point, NaN where its determinant is out of reach.
 */
public final class PqlFit {
    private PqlFit() {}

    /** Fits a screened design. */
    public static FitOutcome fit(Design design, FitSettings settings, FitProgress progress, WorkerTeam team) {
        var unfit = refusal(design, settings);
        if (unfit != null) {
            return unfit;
        }
        double ones = 0;
        for (byte one : design.response()) {
            ones += one;
        }
        var sds = new VarianceFixedPoint(design, settings.givenSd());
        var mode = new PqlIterations(new Layout(design, team), sds);
        mode.run(Math.log(ones / (design.rows() - ones)), settings.maxIterations(), progress);
        if (!mode.finite) {
            return new Unfit(
                    Unfit.Reason.NO_MODE,
                    "the effects grew without bound after " + mode.passes + " passes; fewer fixed terms may help");
        }
        return result(design, settings, mode);
    }

    private static @Nullable Unfit refusal(Design design, FitSettings settings) {
        if (design.random().stream().noneMatch(RandomFactor.Grouping.class::isInstance)) {
            return new Unfit(Unfit.Reason.NOT_COVERED, "method pql needs a grouping, and there is none");
        }
        for (var factor : design.random()) {
            if (settings.covarianceOf().contains(factor.name())
                    && factor.levels().size() > PqlUncertainty.MOST_LEVELS) {
                return new Unfit(
                        Unfit.Reason.TOO_LARGE,
                        "covarianceOf: " + factor.name() + " has "
                                + factor.levels().size() + " levels, the limit is " + PqlUncertainty.MOST_LEVELS);
            }
        }
        return null;
    }

    private static Fit result(Design design, FitSettings settings, PqlIterations mode) {
        var uncertainty = PqlUncertainty.of(mode, settings.covarianceOf());
        double[] sd = mode.sds.sd();
        var state = mode.state;
        double logLik = mode.rowPass.logLik - state.penalty(mode.model, sd) - 0.5 * uncertainty.logDeterminant;
        double[] errors = uncertainty.standardErrors;
        var fixed = new ArrayList<FixedEffect>();
        for (int k = 0; k < errors.length; k++) {
            double estimate = state.remainder[mode.model.beta + k];
            fixed.add(new FixedEffect(design.coefficients().get(k), estimate, errors[k], true));
        }
        double[][] modeSds = uncertainty.modeSds;
        var random = new ArrayList<FactorFit>();
        for (int f = 0; f < sd.length; f++) {
            var factor = design.random().get(f);
            var place = mode.model.place(f);
            var modes = new double[place.levels()];
            System.arraycopy(
                    place.begin() < 0 ? state.primary : state.remainder,
                    Math.max(0, place.begin()),
                    modes,
                    0,
                    modes.length);
            random.add(new FactorFit(factor.name(), factor.levels(), sd[f], modes, modeSds[f]));
        }
        return new Fit(
                Method.PQL,
                design.rows(),
                logLik,
                fixed,
                random,
                uncertainty.covariances,
                settings.estimated(design),
                mode.passes,
                mode.converged,
                warnings(design, mode, uncertainty));
    }

    private static List<FitWarning> warnings(Design design, PqlIterations mode, PqlUncertainty uncertainty) {
        var warnings = new ArrayList<FitWarning>();
        for (int f = 0; f < mode.model.factors; f++) {
            if (mode.sds.isEstimated(f) && mode.sds.sd()[f] == 0) {
                warnings.add(new FitWarning(
                        FitWarning.Code.SINGULAR,
                        design.random().get(f).name() + ": its standard deviation is estimated as zero"));
            }
        }
        if (mode.system.singular()) {
            warnings.add(new FitWarning(
                    FitWarning.Code.ALIASED,
                    "fixed effects depend on each other: their values are one choice of many"));
        }
        if (!mode.converged) {
            warnings.add(
                    new FitWarning(FitWarning.Code.NOT_CONVERGED, "not converged after " + mode.passes + " passes"));
        }
        if (uncertainty.conditional) {
            warnings.add(new FitWarning(
                    FitWarning.Code.CONDITIONAL,
                    "more than " + PqlUncertainty.MOST_DENSE + " effects beside "
                            + mode.model.primary().grouping.name()
                            + ": standard deviations of modes take the other effects as known (not those of factors"
                            + " whose covariance says otherwise), and there is no log-likelihood"));
        }
        return warnings;
    }
}
