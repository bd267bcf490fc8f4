package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.ArrayList;
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
        return result(settings, mode);
    }

    private static @Nullable Unfit refusal(Design design, FitSettings settings) {
        if (design.random().stream().noneMatch(RandomFactor.Grouping.class::isInstance)) {
            return new Unfit(Unfit.Reason.NOT_COVERED, "method pql needs a grouping, and there is none");
        }
        for (var factor : design.random()) {
            if (settings.covarianceOf().contains(factor.name())
                    && factor.levels().size() > SolvedUncertainty.MOST_LEVELS) {
                return new Unfit(
                        Unfit.Reason.TOO_LARGE,
                        "covarianceOf: " + factor.name() + " has "
                                + factor.levels().size() + " levels, the limit is " + SolvedUncertainty.MOST_LEVELS);
            }
        }
        return null;
    }

    private static Fit result(FitSettings settings, PqlIterations mode) {
        var layout = mode.model;
        double[] sd = mode.sds.sd();
        if (!mode.converged) {
            // the latest pass was made at other effects than the system
            mode.system.refresh(mode.state);
            mode.system.refresh(sd);
            mode.traces.moved();
        }
        boolean conditional = layout.size > SolvedUncertainty.MOST_DENSE;
        var uncertainty = conditional ? new SolvedUncertainty(mode.system, sd) : mode.traces.joint().joint;
        double logLik = mode.rowPass.logLik - mode.state.penalty(layout, sd) - 0.5 * uncertainty.logDeterminant();
        var warnings = new ArrayList<FitWarning>();
        if (mode.system.singular()) {
            warnings.add(new FitWarning(
                    FitWarning.Code.ALIASED,
                    "fixed effects depend on each other: their values are one choice of many"));
        }
        if (conditional) {
            warnings.add(new FitWarning(
                    FitWarning.Code.CONDITIONAL,
                    "more than " + SolvedUncertainty.MOST_DENSE + " effects beside "
                            + layout.primary().grouping.name()
                            + ": standard deviations of modes take the other effects as known (not those of factors"
                            + " whose covariance says otherwise), and there is no log-likelihood"));
        }
        return new Summary(layout, settings, mode.state, sd)
                .of(logLik, uncertainty, null, mode.passes, mode.converged, warnings);
    }
}
