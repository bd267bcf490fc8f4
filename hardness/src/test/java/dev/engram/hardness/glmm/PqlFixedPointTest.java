package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.PqlDesigns.Shape;
import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes it the fixed point, computed here row by row and level by level, in other ways than the engine does. */
class PqlFixedPointTest {
    private static final FitSettings SETTINGS = FitSettings.of(Method.PQL);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldSolveTheScoreEquationsOfTheJointMode(long seed) {
        // given
        var design = PqlDesigns.draw(PqlDesigns.SMALL, seed);
        // when
        var fit = (Fit) MixedModel.fit(design, SETTINGS);
        // then
        assertThat(fit.converged()).isTrue();
        var sums = PqlScores.of(design, fit);
        for (double score : sums.fixed()) {
            assertThat(score).isCloseTo(0, within(1e-6));
        }
        for (int f = 0; f < 3; f++) {
            var factor = fit.random().get(f);
            for (int level = 0; factor.sd() > 0 && level < factor.levels().size(); level++) {
                double prior = factor.mode(level) / (factor.sd() * factor.sd());
                assertThat(sums.random()[f][level]).as(factor.name()).isCloseTo(prior, within(1e-6));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHaveVariancesThatAnotherStepWithTheFullInverseLeavesAlone(long seed) {
        // given much and little of each, crossed well and badly
        var shapes = new Shape[] {
            PqlDesigns.SMALL,
            new Shape(600, 60, 90, 5, 0.5, 0.4, 0.5),
            new Shape(400, 100, 80, 3, 0.8, 0.5, 0.3),
            new Shape(800, 12, 150, 10, 0.3, 1.5, 1),
            new Shape(3_000, 30, 40, 5, 0, 0, 0),
        };
        for (var shape : shapes) {
            var design = PqlDesigns.draw(shape, seed);
            // when
            var fit = (Fit) MixedModel.fit(design, SETTINGS);
            // then
            shouldBeFixedPoint(design, fit, shape.toString());
        }
    }

    @Test
    void shouldHaveVariancesThatAnotherStepWithTheFullInverseLeavesAloneOnTheFixture() {
        // given
        var design = Fixture.offset();
        // when
        var fit = (Fit) MixedModel.fit(design, SETTINGS);
        // then
        shouldBeFixedPoint(design, fit, "fixture");
        assertThat(fit.warnings()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldComeNearTheFixedPointWhereTheInverseIsTooDearForEachStep(long seed) {
        // given many levels with few rows each
        var design = PqlDesigns.draw(new Shape(4_000, 420, 500, 6, 1, 0.5, 0.5), seed);
        // when
        var fit = (Fit) MixedModel.fit(design, SETTINGS);
        // then
        assertThat(fit.converged()).isTrue();
        double[] variances = PqlScores.of(design, fit).variances();
        for (int f = 0; f < 3; f++) {
            var factor = fit.random().get(f);
            // within four standard errors where the traces are estimated
            assertThat(Math.sqrt(variances[f])).as(factor.name()).isCloseTo(factor.sd(), within(0.01 * factor.sd()));
        }
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {4_000, 12_000})
    void shouldSettleWhereLevelsHaveAFewRowsAndTheInverseIsTooLarge(int rows) {
        // given a row or four for each learner, cards too, of which a part that takes the other effects as known makes
        // nothing
        var design = PqlDesigns.draw(new Shape(rows, 3_100, 1_500, 6, 0.8, 0.5, 0.5), 4);
        // when
        var fit = (Fit) MixedModel.fit(design, SETTINGS);
        // then within two standard errors or so of what it was drawn from, less the bias of the method
        assertThat(fit.converged()).isTrue();
        assertThat(fit.iterations()).isLessThan(60);
        assertThat(fit.random("card").sd()).isBetween(0.2, 0.6);
        assertThat(fit.random("learner").sd()).isBetween(0.5, 0.9);
    }

    private static void shouldBeFixedPoint(Design design, Fit fit, String name) {
        assertThat(fit.converged()).as(name).isTrue();
        var scores = PqlScores.of(design, fit);
        for (int f = 0; f < 3; f++) {
            var factor = fit.random().get(f);
            String what = name + " " + factor.name() + " " + factor.sd();
            if (factor.sd() > 0) {
                assertThat(Math.sqrt(scores.variances()[f])).as(what).isCloseTo(factor.sd(), within(1e-6));
            } else {
                // a step away from zero would lead back
                double squares = Arrays.stream(scores.random()[f])
                        .map(score -> score * score)
                        .sum();
                assertThat(squares).as(what).isLessThanOrEqualTo(scores.information()[f] * (1 + 1e-6));
            }
        }
    }

    @Test
    void shouldAgreeWithTheJointFitAtTheSameSds() {
        // given
        var sds = Map.of("learner", 0.4, "card", 0.33, "tag", 0.58);
        var design = Fixture.latenessSlope();
        // when
        var pql = (Fit) MixedModel.fit(design, SETTINGS.withGivenSd(sds).withCovarianceOf("learner", "card", "tag"));
        var joint = (Fit) MixedModel.fit(
                design, FitSettings.of(Method.JOINT).withGivenSd(sds).withCovarianceOf("learner", "card", "tag"));
        // then
        assertThat(pql.logLik()).isCloseTo(joint.logLik(), within(1e-8));
        for (int k = 0; k < pql.fixed().size(); k++) {
            assertThat(pql.fixed().get(k).estimate())
                    .isCloseTo(joint.fixed().get(k).estimate(), within(1e-9));
            assertThat(pql.fixed().get(k).se()).isCloseTo(joint.fixed().get(k).se(), within(1e-8));
        }
        for (var factor : pql.random()) {
            var other = joint.random(factor.name());
            for (int i = 0; i < factor.levels().size(); i++) {
                assertThat(factor.mode(i)).isCloseTo(other.mode(i), within(1e-9));
                assertThat(factor.modeSd(i)).isCloseTo(other.modeSd(i), within(1e-8));
                for (int j = 0; j < factor.levels().size(); j++) {
                    assertThat(pql.covariance(factor.name()).at(i, j))
                            .isCloseTo(joint.covariance(factor.name()).at(i, j), within(1e-8));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldConvergeOnAdverseDesigns(long seed) {
        // given no effects at all, large ones, one row a card, two learners, few rows in all
        var shapes = new Shape[] {
            new Shape(3_000, 30, 40, 5, 0, 0, 0),
            new Shape(3_000, 30, 40, 5, 3, 2, 2),
            new Shape(2_000, 10, 1_600, 5, 0.5, 0.5, 0.5),
            new Shape(4_000, 2, 50, 3, 0.1, 0.5, 0.1),
            new Shape(300, 20, 30, 4, 0.5, 0.5, 0.5),
        };
        for (var shape : shapes) {
            // when
            var fit = (Fit) MixedModel.fit(PqlDesigns.draw(shape, seed), SETTINGS);
            // then
            assertThat(fit.converged()).as(shape.toString()).isTrue();
            assertThat(fit.iterations()).as(shape.toString()).isLessThanOrEqualTo(40);
            assertThat(fit.logLik()).isFinite();
        }
    }

    @Test
    void shouldNameACoefficientThatHasNoFiniteEstimate() {
        // given rows of a level that never lapse
        var design = PqlDesigns.draw(PqlDesigns.SMALL, 8);
        var level = new byte[design.rows()];
        var response = design.response().clone();
        for (int n = 0; n < level.length; n += 40) {
            level[n] = 1;
            response[n] = 0;
        }
        var builder = Design.of(response).offset(design.offset());
        builder.fixed(FixedTerm.Categorical.of("client", PqlDesigns.names("", 2), level));
        design.random().forEach(builder::random);
        // when
        var fit = (Fit) MixedModel.fit(builder.build(), SETTINGS);
        // then
        assertThat(fit.converged()).isTrue();
        assertThat(fit.fixed("client1").bounded()).isFalse();
        assertThat(fit.fixed("client1").estimate()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(fit.fixed(Design.INTERCEPT).bounded()).isTrue();
        assertThat(fit.fixed(Design.INTERCEPT).se()).isBetween(0.05, 1.0);
        assertThat(fit.warnings()).extracting(FitWarning::code).contains(FitWarning.Code.SEPARATION);
    }

    @Test
    void shouldSayThatItHasNotConverged() {
        // when
        var three = new FitSettings(Method.PQL, SETTINGS.givenSd(), SETTINGS.threads(), SETTINGS.covarianceOf(), 3);
        var fit = (Fit) MixedModel.fit(PqlDesigns.draw(PqlDesigns.SMALL, 8), three);
        // then
        assertThat(fit.converged()).isFalse();
        assertThat(fit.iterations()).isEqualTo(3);
        assertThat(fit.warnings()).extracting(FitWarning::code).contains(FitWarning.Code.NOT_CONVERGED);
    }

    @Test
    void shouldTellItsProgress() {
        // given
        var heard = new java.util.ArrayList<Integer>();
        // when
        var fit = (Fit) MixedModel.fit(
                PqlDesigns.draw(PqlDesigns.SMALL, 8), SETTINGS, (iteration, logLik) -> heard.add(iteration));
        // then
        assertThat(heard)
                .isEqualTo(java.util.stream.IntStream.rangeClosed(1, fit.iterations())
                        .boxed()
                        .toList());
    }
}
