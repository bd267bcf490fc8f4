package dev.engram.simulation.recovery;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Truth;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The primary model with a part left out or changed, fitted by the engine without the study around it. */
final class ModelVariants {
    private static final String TAG = "tag";

    private final ModelRows rows;
    private final Simulation simulation;
    private final double gamma;
    private final int threads;

    /** @param gamma the slope on ln t that the primary model took */
    ModelVariants(Simulation simulation, double gamma, int threads) {
        this.rows = new ModelRows(simulation);
        this.simulation = simulation;
        this.gamma = gamma;
        this.threads = threads;
    }

    /** @param estimator one of the variants */
    Fit fit(Estimator estimator) {
        return switch (estimator) {
            case NO_TIME -> fit(design(), Map.of());
            case FREE_SLOPE -> fit(design().fixed(new FixedTerm.Numeric("ln t", offset(1))), Map.of());
            case GAMMA_ONE -> fit(design().offset(offset(1)), Map.of());
            case NO_LEARNER -> fit(design().offset(offset(gamma)), Map.of("learner", 0.0));
            case NO_CARD -> fit(design().offset(offset(gamma)), Map.of("card", 0.0));
            case PRIMARY, LAPSE_RATE, BETA_BINOMIAL, FIRST_EXPOSURE, REVIEWS_PER_CARD, CEILING ->
                throw new IllegalArgumentException(estimator.label() + " is not a variant of the primary model");
        };
    }

    private Column offset(double slope) {
        return Column.of(rows.lnElapsed(slope));
    }

    private Design.Builder design() {
        return rows.design().random(membership(simulation.truth()));
    }

    private static RandomFactor membership(Truth truth) {
        int[][] ofCard =
                IntStream.range(0, truth.cards()).mapToObj(truth::tagsOf).toArray(int[][]::new);
        int[] start = new int[ofCard.length + 1];
        for (int card = 0; card < ofCard.length; card++) {
            start[card + 1] = start[card] + ofCard[card].length;
        }
        int[] tags = Stream.of(ofCard).flatMapToInt(IntStream::of).toArray();
        double[] weights = Stream.of(ofCard)
                .flatMapToDouble(own -> IntStream.of(own).mapToDouble(_ -> 1.0 / own.length))
                .toArray();
        return new RandomFactor.Membership(TAG, ModelRows.names(truth.tags()), "card", start, tags, weights);
    }

    private Fit fit(Design.Builder design, Map<String, Double> givenSd) {
        var settings = FitSettings.of(Method.PQL)
                .withGivenSd(givenSd)
                .withThreads(threads)
                .withCovarianceOf(TAG);
        return switch (MixedModel.fit(design.build(), settings)) {
            case Fit fit -> fit;
            case Unfit unfit ->
                throw new IllegalStateException(
                        simulation.scenario().label() + ", seed " + simulation.seed() + ": " + unfit.sentence());
        };
    }

    /** The tag effects of a fit. */
    static double[] tagEffects(Fit fit) {
        return fit.random(TAG).modes();
    }

    /** The tag effects of a fit with the standard errors of their differences. */
    static Ranked ranked(Fit fit) {
        var covariance = fit.covariance(TAG).centred();
        double[] effects = tagEffects(fit);
        double[] sd = new double[effects.length];
        for (int tag = 0; tag < sd.length; tag++) {
            sd[tag] = Math.sqrt(Math.max(0, covariance.at(tag, tag)));
        }
        return Ranked.byPairs(
                effects,
                sd,
                (one, other) -> Math.sqrt(Math.max(
                        0, covariance.at(one, one) + covariance.at(other, other) - 2 * covariance.at(one, other))));
    }
}
