package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the joint mode that lme4 1.1.31 found at its standard deviations (script and versions: the fixture's README). */
class PqlFixtureTest {
    private static final double TOLERANCE = 1e-6;

    private final FitSettings settings = FitSettings.of(Method.PQL).withCovarianceOf("tag", "card", "learner");

    @Test
    void shouldFindTheJointModeAndItsUncertaintyAtGivenSds() {
        // given
        var reference = Fixture.reference("offset_gamma_0.8_nAGQ0");
        var sd = reference.get("re_sd");
        var given = Map.of(
                "learner", sd.get("learner").doubleValue(),
                "card", sd.get("card").doubleValue(),
                "tag", sd.get("tag").doubleValue());
        // when
        var fit = (Fit) MixedModel.fit(Fixture.offset(), settings.withGivenSd(given));
        // then
        assertThat(fit.converged()).isTrue();
        assertThat(fit.logLik()).isCloseTo(reference.get("logLik").doubleValue(), within(TOLERANCE));
        for (var effect : fit.fixed()) {
            assertThat(effect.estimate())
                    .as(effect.name())
                    .isCloseTo(reference.get("fixef").get(effect.name()).doubleValue(), within(TOLERANCE));
            assertThat(effect.se())
                    .as(effect.name())
                    .isCloseTo(
                            reference.get("fixef_se_joint").get(effect.name()).doubleValue(), within(TOLERANCE));
        }
        var tags = fit.random("tag");
        for (int t = 0; t < 8; t++) {
            assertThat(tags.mode(t))
                    .isCloseTo(reference.get("tag_hardness").get("tag" + t).doubleValue(), within(TOLERANCE));
            assertThat(tags.modeSd(t))
                    .isCloseTo(reference.get("tag_sd").get("tag" + t).doubleValue(), within(TOLERANCE));
            for (int s = 0; s < 8; s++) {
                assertThat(fit.covariance("tag").at(s, t))
                        .isCloseTo(reference.get("tag_cov").get(s).get(t).doubleValue(), within(TOLERANCE));
                assertThat(fit.covariance("tag").centred().at(s, t))
                        .isCloseTo(
                                reference.get("tag_centred_cov").get(s).get(t).doubleValue(), within(TOLERANCE));
            }
        }
        for (int j = 0; j < 60; j++) {
            assertThat(fit.random("card").mode(j))
                    .isCloseTo(
                            reference.get("card_mode").get(Integer.toString(j)).doubleValue(), within(TOLERANCE));
        }
    }

    @Test
    void shouldLieNearTheExactTargetWithSdsFree() {
        // given
        var reference = Fixture.reference("offset_gamma_0.8_nAGQ0");
        // when
        var fit = (Fit) MixedModel.fit(Fixture.offset(), settings);
        // then the fixed point is another optimum, near by
        assertThat(fit.converged()).isTrue();
        for (var factor : fit.random()) {
            assertThat(factor.sd())
                    .as(factor.name())
                    .isCloseTo(reference.get("re_sd").get(factor.name()).doubleValue(), within(0.05));
        }
        assertThat(fit.logLik()).isCloseTo(reference.get("logLik").doubleValue(), within(0.5));
    }
}
