package dev.engram.hardness.study;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.MixedModel;
import java.util.Map;

/** Which method fits what. */
final class Fits {
    /** Up to this number of rows a run beside the principal is joint as well: that costs next to nothing there. */
    static final int SIDE_JOINT_ROWS = 20_000;

    private Fits() {}

    static Method principalMethod(StudySettings settings, Design design) {
        var asked = settings.method();
        return asked != null ? asked : MixedModel.affordsJoint(design) ? Method.JOINT : Method.PQL;
    }

    static Method sideMethod(int rows) {
        return rows <= SIDE_JOINT_ROWS ? Method.JOINT : Method.PQL;
    }

    /** The principal fit, or one on its way if standard deviations are given. */
    static FitOutcome principal(Design design, StudySettings settings, Map<String, Double> givenSd) {
        return MixedModel.fit(
                design,
                FitSettings.of(principalMethod(settings, design))
                        .withGivenSd(givenSd)
                        .withThreads(settings.threads())
                        .withCovarianceOf(Terms.TAG));
    }

    /** The lateness fit, which runs alone. */
    static FitOutcome lateness(Design design, int threads) {
        return MixedModel.fit(design, FitSettings.of(sideMethod(design.rows())).withThreads(threads));
    }

    /** A run beside the principal, on one thread. */
    static FitOutcome side(Design design, Map<String, Double> givenSd, String... covarianceOf) {
        return MixedModel.fit(
                design,
                FitSettings.of(sideMethod(design.rows())).withGivenSd(givenSd).withCovarianceOf(covarianceOf));
    }
}
