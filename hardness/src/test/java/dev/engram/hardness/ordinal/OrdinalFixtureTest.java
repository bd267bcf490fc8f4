package dev.engram.hardness.ordinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Fixture;
import dev.engram.hardness.glmm.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With two categories the model is the binary one: the reference fits of lme4 hold for it, signs included. */
class OrdinalFixtureTest {
    private static final FitSettings JOINT = FitSettings.of(Method.JOINT).withCovarianceOf("tag");

    @Test
    void shouldBeTheBinaryModelAtGivenDeviations() {
        // given
        var reference = Fixture.reference("offset_gamma_0.8_nAGQ0");
        var sd = reference.get("re_sd");
        var given = Map.of(
                "learner", sd.get("learner").asDouble(),
                "card", sd.get("card").asDouble(),
                "tag", sd.get("tag").asDouble());
        // when
        var fit = fit(JOINT.withGivenSd(given));
        // then
        check(fit, reference, 1e-6);
    }

    @Test
    void shouldFindTheBinaryOptimumOfEitherKind() {
        // when
        var joint = fit(JOINT);
        var full = fit(JOINT.withMethod(Method.LAPLACE));
        // then
        check(joint, Fixture.reference("offset_gamma_0.8_nAGQ0"), 1e-3);
        check(full, Fixture.reference("offset_gamma_0.8_laplace"), 1e-3);
        assertThat(full.logLik()).isGreaterThan(joint.logLik());
    }

    private static void check(Fit fit, JsonNode reference, double tolerance) {
        assertThat(fit.converged()).isTrue();
        assertThat(fit.logLik()).isCloseTo(reference.get("logLik").asDouble(), within(tolerance));
        assertThat(fit.thresholds()).singleElement().satisfies(threshold -> {
            assertThat(threshold.estimate())
                    .isCloseTo(reference.get("fixef").get(Design.INTERCEPT).asDouble(), within(tolerance));
            assertThat(threshold.se())
                    .isCloseTo(
                            Fixture.standardErrors(reference)
                                    .get(Design.INTERCEPT)
                                    .asDouble(),
                            within(tolerance));
        });
        assertThat(fit.fixed()).hasSize(8).allSatisfy(effect -> {
            assertThat(effect.estimate())
                    .isCloseTo(reference.get("fixef").get(effect.name()).asDouble(), within(tolerance));
            assertThat(effect.se())
                    .isCloseTo(
                            Fixture.standardErrors(reference).get(effect.name()).asDouble(), within(tolerance));
        });
        assertThat(fit.random())
                .allSatisfy(factor -> assertThat(factor.sd())
                        .isCloseTo(reference.get("re_sd").get(factor.name()).asDouble(), within(tolerance)));
        var tags = fit.random("tag");
        for (int i = 0; i < 8; i++) {
            assertThat(tags.mode(i))
                    .isCloseTo(reference.get("tag_hardness").get("tag" + i).asDouble(), within(tolerance));
            for (int j = 0; j < 8; j++) {
                assertThat(fit.covariance("tag").at(i, j))
                        .isCloseTo(reference.get("tag_cov").get(i).get(j).asDouble(), within(tolerance));
            }
        }
    }

    private static Fit fit(FitSettings settings) {
        var terms = Fixture.offset();
        byte[] category = new byte[terms.rows()];
        for (int n = 0; n < category.length; n++) {
            category[n] = (byte) (1 - terms.responseAt(n));
        }
        return (Fit) OrdinalModel.fit(OrdinalDesign.of(terms, category, List.of("lapse", "recall")), settings);
    }
}
