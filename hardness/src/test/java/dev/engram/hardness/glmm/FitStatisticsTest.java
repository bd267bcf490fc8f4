package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitStatisticsTest {
    private static final FitSettings LAPLACE = FitSettings.of(Method.LAPLACE);
    /** 95 % quantile of chi-squared with one degree of freedom. */
    private static final double CHI_SQUARED = 3.841459;

    private final Design design = design(true);

    @Test
    void shouldCountParametersAndPenaliseThem() {
        // given: intercept, slope and two standard deviations, of which one is given the second time
        var all = fit(design, LAPLACE);
        var one = fit(design, LAPLACE.withGivenSd(Map.of("item", 0.5)));
        var pql = fit(design, FitSettings.of(Method.PQL));
        // then
        assertThat(all.parameters()).isEqualTo(4);
        assertThat(one.parameters()).isEqualTo(3);
        assertThat(all.aic()).isCloseTo(8 - 2 * all.logLik(), within(1e-9));
        assertThat(all.bic()).isCloseTo(4 * Math.log(design.rows()) - 2 * all.logLik(), within(1e-9));
        assertThat(pql.parameters()).isEqualTo(4);
        assertThat(pql.aic()).as("it has no likelihood").isNaN();
        assertThat(pql.bic()).isNaN();
    }

    @Test
    void shouldHalveTheChanceOfOneVarianceMore() {
        // given
        var larger = fit(design, LAPLACE);
        var smaller = fit(design(false), LAPLACE);
        // when
        var test = LikelihoodRatioTest.of(smaller, larger);
        var nothing = LikelihoodRatioTest.of(without(larger), larger);
        // then
        assertThat(test.interior()).isZero();
        assertThat(test.boundary()).isEqualTo(1);
        assertThat(test.statistic()).isCloseTo(2 * (larger.logLik() - smaller.logLik()), within(1e-9));
        assertThat(test.p()).isLessThan(0.001);
        assertThat(nothing.statistic()).isZero();
        assertThat(nothing.p()).as("a variance that adds nothing").isEqualTo(1);
    }

    @Test
    void shouldTakeAGivenStandardDeviationForTheBoundaryOnlyAtZero() {
        // given
        var larger = fit(design, LAPLACE);
        var smaller = fit(design, LAPLACE.withGivenSd(Map.of("item", 0.5)));
        // when
        var given = LikelihoodRatioTest.of(smaller, larger);
        var zero = LikelihoodRatioTest.of(fit(design, LAPLACE.withGivenSd(Map.of("item", 0.0))), larger);
        // then
        assertThat(given.interior()).isEqualTo(1);
        assertThat(given.boundary()).isZero();
        assertThat(given.p()).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(zero.interior()).isZero();
        assertThat(zero.boundary()).isEqualTo(1);
        assertThatThrownBy(() -> LikelihoodRatioTest.of(fit(design(false), LAPLACE), smaller))
                .hasMessageStartingWith("smaller: has another SD of item");
    }

    @Test
    void shouldKnowTheMixtureByItsQuantiles() {
        // given: the 90 % quantile of chi-squared with one degree of freedom
        var larger = fit(design, LAPLACE);
        // then
        assertThat(LikelihoodRatioTest.of(without(larger, 2.705543), larger).p())
                .isCloseTo(0.05, within(1e-6));
    }

    @Test
    void shouldRefuseFitsThatAreNotNested() {
        var larger = fit(design, LAPLACE);
        var joint = fit(design, FitSettings.of(Method.JOINT));
        var pql = fit(design, FitSettings.of(Method.PQL));
        var smaller = fit(design(false), LAPLACE);
        assertThatThrownBy(() -> LikelihoodRatioTest.of(joint, larger)).hasMessageStartingWith("method: ");
        assertThatThrownBy(() -> LikelihoodRatioTest.of(pql, pql)).hasMessageStartingWith("method: ");
        assertThatThrownBy(() -> LikelihoodRatioTest.of(larger, smaller)).hasMessageStartingWith("smaller: has item");
        assertThatThrownBy(() -> LikelihoodRatioTest.of(larger, larger)).hasMessageStartingWith("larger: ");
    }

    @Test
    void shouldBoundAStandardDeviationWhereTheProfileFallsByHalfTheQuantile() {
        for (var method : new Method[] {Method.JOINT, Method.LAPLACE}) {
            // given
            var settings = FitSettings.of(method);
            var fit = fit(design, settings);
            // when
            var interval = ProfileInterval.of(design, settings, fit, "person", 0.95);
            // then
            assertThat(fit.random("person").sd()).isStrictlyBetween(interval.lower(), interval.upper());
            for (double bound : new double[] {interval.lower(), interval.upper()}) {
                var held = fit(design, settings.withGivenSd(Map.of("person", bound)));
                assertThat(2 * (fit.logLik() - held.logLik())).isCloseTo(CHI_SQUARED, within(2e-3));
            }
        }
    }

    @Test
    void shouldReachToZeroWhereAModelWithoutTheFactorIsAsGood() {
        // given: groups that chance made
        var random = new SplittableRandom(3);
        var response = new byte[400];
        var level = new int[400];
        for (int n = 0; n < response.length; n++) {
            response[n] = (byte) random.nextInt(2);
            level[n] = n % 20;
        }
        var chance = Design.of(response)
                .random(new RandomFactor.Grouping("g", Fixture.names("g", 20), level))
                .build();
        var settings = FitSettings.of(Method.JOINT);
        // when
        var interval = ProfileInterval.of(chance, settings, fit(chance, settings), "g", 0.95);
        // then
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isBetween(0.1, 1.5);
    }

    /** The same fit with a variance less, whose log-likelihood is lower by half of {@code statistic}. */
    private static Fit without(Fit fit, double statistic) {
        return new Fit(
                fit.method(),
                fit.rows(),
                fit.logLik() - statistic / 2,
                fit.thresholds(),
                fit.fixed(),
                fit.random().subList(0, 1),
                Map.of(),
                Set.of("person"),
                1,
                true,
                fit.warnings());
    }

    private static Fit without(Fit fit) {
        return without(fit, 0);
    }

    private static Fit fit(Design design, FitSettings settings) {
        return (Fit) MixedModel.fit(design, settings);
    }

    private static Design design(boolean items) {
        int rows = 1_200;
        var random = new SplittableRandom(5);
        var person = random.doubles(30, -1.5, 1.5).toArray();
        var item = random.doubles(20, -1.2, 1.2).toArray();
        var response = new byte[rows];
        var x = new double[rows];
        var levels = new int[2][rows];
        for (int n = 0; n < rows; n++) {
            levels[0][n] = n % 30;
            levels[1][n] = n / 30 % 20;
            x[n] = random.nextGaussian();
            double eta = 0.3 + 0.5 * x[n] + person[levels[0][n]] + item[levels[1][n]];
            response[n] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
        }
        var builder = Design.of(response)
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .random(new RandomFactor.Grouping("person", Fixture.names("p", 30), levels[0]));
        return (items ? builder.random(new RandomFactor.Grouping("item", Fixture.names("i", 20), levels[1])) : builder)
                .build();
    }
}
