package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The reference fits of the fixture, to the tolerances of its README. */
class FixtureTest {
    private static final Offset<Double> GIVEN = within(1e-6);
    private static final Offset<Double> OPTIMISED = within(1e-3);

    @Test
    void shouldReproduceTheModeAtGivenStandardDeviations() {
        // given
        var reference = Fixture.reference("offset_gamma_0.8_nAGQ0");

        // when
        var settings = FitSettings.of(Method.JOINT).withGivenSd(sds(reference)).withCovarianceOf("tag");
        var fit = (Fit) MixedModel.fit(Fixture.offset(), settings);

        // then
        assertThat(fit.logLik()).isCloseTo(reference.get("logLik").asDouble(), GIVEN);
        shouldAgree(fit, reference, GIVEN);
        assertThat(fit.rows()).isEqualTo(8325);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void shouldReproduceTheJointOptimum() {
        var reference = Fixture.reference("offset_gamma_0.8_nAGQ0");
        var fit = (Fit)
                MixedModel.fit(Fixture.offset(), FitSettings.of(Method.JOINT).withCovarianceOf("tag"));
        assertThat(fit.converged()).isTrue();
        // the optimum of the reference is flat: ours may be higher, never lower
        assertThat(fit.logLik()).isGreaterThan(reference.get("logLik").asDouble() - 1e-6);
        shouldAgree(fit, reference, OPTIMISED);
        shouldAgreeInSds(fit, reference);
    }

    @Test
    void shouldReproduceTheLatenessSlope() {
        var reference = Fixture.reference("lateness_slope_nAGQ0");
        var fit = (Fit) MixedModel.fit(
                Fixture.latenessSlope(), FitSettings.of(Method.JOINT).withCovarianceOf("tag"));
        shouldAgree(fit, reference, OPTIMISED);
        shouldAgreeInSds(fit, reference);
        assertThat(fit.fixed("g1").estimate()).isCloseTo(0.8447, OPTIMISED);
        assertThat(fit.fixed("g2").estimate()).isCloseTo(0.7254, OPTIMISED);
    }

    @Test
    void shouldReproduceTheFreeSlope() {
        var reference = Fixture.reference("free_slope_nAGQ0");
        var fit = (Fit)
                MixedModel.fit(Fixture.freeSlope(), FitSettings.of(Method.JOINT).withCovarianceOf("tag"));
        shouldAgree(fit, reference, OPTIMISED);
        shouldAgreeInSds(fit, reference);
        assertThat(fit.fixed("slope").estimate()).isCloseTo(0.7510, OPTIMISED);
    }

    @Test
    void shouldReproduceTheLaplaceOptimum() {
        var reference = Fixture.reference("offset_gamma_0.8_laplace");
        var fit = (Fit)
                MixedModel.fit(Fixture.offset(), FitSettings.of(Method.LAPLACE).withCovarianceOf("tag"));
        assertThat(fit.converged()).isTrue();
        assertThat(fit.logLik()).isGreaterThan(reference.get("logLik").asDouble() - 1e-6);
        shouldAgree(fit, reference, OPTIMISED);
        shouldAgreeInSds(fit, reference);
    }

    static Map<String, Double> sds(JsonNode reference) {
        var sds = new HashMap<String, Double>();
        reference
                .get("re_sd")
                .properties()
                .forEach(sd -> sds.put(sd.getKey(), sd.getValue().asDouble()));
        return sds;
    }

    static void shouldAgreeInSds(Fit fit, JsonNode reference) {
        assertThat(fit.logLik()).isCloseTo(reference.get("logLik").asDouble(), OPTIMISED);
        sds(reference)
                .forEach((factor, sd) ->
                        assertThat(fit.random(factor).sd()).as(factor).isCloseTo(sd, OPTIMISED));
    }

    /** Fixed effects and their errors, modes and covariances of the tags, modes of the cards, as far as they are there. */
    static void shouldAgree(Fit fit, JsonNode reference, Offset<Double> tolerance) {
        reference.get("fixef").properties().forEach(effect -> {
            var name = NAMES.getOrDefault(effect.getKey(), effect.getKey());
            assertThat(fit.fixed(name).estimate())
                    .as(name)
                    .isCloseTo(effect.getValue().asDouble(), tolerance);
            assertThat(fit.fixed(name).se())
                    .as("standard error of " + name)
                    .isCloseTo(
                            Fixture.standardErrors(reference)
                                    .get(effect.getKey())
                                    .asDouble(),
                            tolerance);
        });
        var tags = fit.random("tag");
        var covariance = fit.covariance("tag");
        var centred = covariance.centred();
        for (int t = 0; t < Fixture.TAGS; t++) {
            assertThat(tags.mode(t))
                    .isCloseTo(reference.get("tag_hardness").get("tag" + t).asDouble(), tolerance);
            assertThat(tags.modeSd(t))
                    .isCloseTo(reference.get("tag_sd").get("tag" + t).asDouble(), tolerance);
            assertThat(centred.sd(t))
                    .isCloseTo(reference.get("tag_centred_sd").get("tag" + t).asDouble(), tolerance);
            for (int s = 0; s < Fixture.TAGS; s++) {
                assertThat(covariance.at(t, s))
                        .isCloseTo(reference.get("tag_cov").get(t).get(s).asDouble(), tolerance);
                assertThat(centred.at(t, s))
                        .isCloseTo(
                                reference.get("tag_centred_cov").get(t).get(s).asDouble(), tolerance);
            }
        }
        for (int card = 0; card < Fixture.CARDS; card++) {
            assertThat(fit.random("card").mode(card))
                    .isCloseTo(
                            reference
                                    .get("card_mode")
                                    .get(Integer.toString(card))
                                    .asDouble(),
                            tolerance);
        }
    }

    /** Coefficients that the reference names by their formula. */
    private static final Map<String, String> NAMES = Map.of(
            "log(elapsed_days/planned_days)", "g1",
            "log(planned_days)", "g2",
            "log(elapsed_days)", "slope");
}
