package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.Map;

/** Which method fits what. */
final class MethodChoice {
    private MethodChoice() {}

    static Method primaryMethod(StudySettings settings, Design design) {
        var asked = settings.method();
        return asked != null ? asked : MixedModel.affordsJoint(design) ? Method.JOINT : Method.PQL;
    }

    /** The primary fit, or one on its way if standard deviations are given. */
    static FitOutcome primary(Design design, StudySettings settings, Map<String, Double> givenSd) {
        return MixedModel.fit(
                design,
                FitSettings.of(primaryMethod(settings, design))
                        .withGivenSd(givenSd)
                        .withThreads(settings.threads())
                        .withCovarianceOf(Formula.TAG));
    }

    /** The lateness fit, which runs alone. */
    static FitOutcome lateness(Design design, Method method, int threads) {
        return MixedModel.fit(design, FitSettings.of(method).withThreads(threads));
    }

    /** An analysis beside the primary one, by the same method, on one thread. */
    static FitOutcome side(Design design, Method method, Map<String, Double> givenSd, String... covarianceOf) {
        return MixedModel.fit(
                design, FitSettings.of(method).withGivenSd(givenSd).withCovarianceOf(covarianceOf));
    }
}
