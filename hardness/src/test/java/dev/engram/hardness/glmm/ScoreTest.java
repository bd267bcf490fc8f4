package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The equations that hold at the mode, worked out from what a fit tells and nothing else. */
class ScoreTest {
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldBalanceResidualsAndPriorsAtTheMode(Method method) {
        // given
        var reviews = Fixture.reviews();
        var fit = (Fit) MixedModel.fit(Fixture.offset(reviews), FitSettings.of(method));
        var tags = Fixture.tags();

        // when
        var byLearner = new double[Fixture.LEARNERS];
        var byCard = new double[Fixture.CARDS];
        var bySuccesses = new double[6];
        for (var review : reviews) {
            double eta = predictor(fit, tags, review);
            double residual = (review.lapse() ? 1 : 0) - 1 / (1 + Math.exp(-eta));
            byLearner[review.learner()] += residual;
            byCard[review.card()] += residual;
            bySuccesses[Math.min(review.successes(), 5)] += residual;
        }
        var byTag = new double[Fixture.TAGS];
        for (int card = 0; card < Fixture.CARDS; card++) {
            for (int k = tags.start()[card]; k < tags.start()[card + 1]; k++) {
                byTag[tags.level()[k]] += tags.weight()[k] * byCard[card];
            }
        }

        // then
        shouldBalance(fit.random("learner"), byLearner);
        shouldBalance(fit.random("card"), byCard);
        shouldBalance(fit.random("tag"), byTag);
        if (method == Method.JOINT) {
            for (double residual : bySuccesses) {
                assertThat(residual).isCloseTo(0, within(1e-7));
            }
        }
    }

    private static void shouldBalance(FactorFit factor, double[] residuals) {
        for (int level = 0; level < residuals.length; level++) {
            assertThat(residuals[level])
                    .as(factor.levels().get(level))
                    .isCloseTo(factor.mode(level) / (factor.sd() * factor.sd()), within(1e-7));
        }
    }

    private static double predictor(Fit fit, RandomFactor.Membership tags, Fixture.Review review) {
        double eta = fit.fixed(Design.INTERCEPT).estimate() + 0.8 * Math.log(review.elapsed());
        for (var stratum : List.of("s" + Math.min(review.successes(), 5), "l" + Math.min(review.lapses(), 3))) {
            if (!stratum.endsWith("0")) {
                eta += fit.fixed(stratum).estimate();
            }
        }
        eta += fit.random("learner").mode(review.learner()) + fit.random("card").mode(review.card());
        for (int k = tags.start()[review.card()]; k < tags.start()[review.card() + 1]; k++) {
            eta += tags.weight()[k] * fit.random("tag").mode(tags.level()[k]);
        }
        return eta;
    }
}
