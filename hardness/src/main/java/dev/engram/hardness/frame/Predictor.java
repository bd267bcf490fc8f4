package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lapses of rows as a fit predicts them, all effects at their modes. The rows may be others than those of the fit: a learner,
 * card or tag that the fit has not seen has the effect 0, and {@link #unseenVariance} says how uncertain that leaves the row.
 */
public final class Predictor {
    private final ModelFrame rows;
    private final double gamma;
    private final double intercept;
    private final double[] successes;
    private final double[] lapses;
    private final double[][] covariates;
    private final double[] learners;
    private final double[] cards;
    private final double[] tags;
    private final double[] learnerVariances;
    private final double[] cardVariances;

    private Predictor(ModelFrame rows, Formula terms, double gamma, Fit fit) {
        this.rows = rows;
        this.gamma = gamma;
        var coefficients = new HashMap<String, Double>();
        fit.fixed().forEach(effect -> coefficients.put(effect.name(), effect.estimate()));
        intercept = coefficients.getOrDefault(Design.INTERCEPT, 0.0);
        successes = new double[Byte.MAX_VALUE + 1];
        lapses = new double[Byte.MAX_VALUE + 1];
        for (int count = 0; count < successes.length; count++) {
            successes[count] =
                    terms.successCoefficient(count).map(coefficients::get).orElse(0.0);
            lapses[count] = terms.lapseCoefficient(count).map(coefficients::get).orElse(0.0);
        }
        covariates = rows.covariateNames.stream()
                .map(covariate -> covariate.values().stream()
                        .mapToDouble(value -> coefficients.getOrDefault(covariate.name() + value, 0.0))
                        .toArray())
                .toArray(double[][]::new);
        var learnerFit = fit.random(Formula.LEARNER);
        learners = effects(rows.learners, learnerFit);
        learnerVariances = unseen(rows.learners, learnerFit);
        double ability = coefficients.getOrDefault(Formula.ABILITY, 0.0);
        Arrays.setAll(learners, learner -> learners[learner] + ability * terms.ability(learner));
        var cardFit = fit.random(Formula.CARD);
        cards = effects(rows.cards, cardFit);
        cardVariances = unseen(rows.cards, cardFit);
        tags = new double[cards.length];
        fit.random().stream()
                .filter(factor -> factor.name().equals(Formula.TAG))
                .forEach(this::addTags);
    }

    private void addTags(FactorFit factor) {
        double[] effects = effects(rows.tags.names(), factor);
        double[] variances = unseen(rows.tags.names(), factor);
        for (int card = 0; card < cards.length; card++) {
            for (int entry = rows.tags.first(card); entry < rows.tags.first(card + 1); entry++) {
                double weight = rows.tags.weightAt(entry);
                tags[card] += weight * effects[rows.tags.tagAt(entry)];
                cardVariances[card] += weight * weight * variances[rows.tags.tagAt(entry)];
            }
        }
    }

    /**
     * Predictions.
     *
     * @param rows  whose lapses are predicted
     * @param terms of the rows of the fit; with {@link Formula#withAbility} {@code rows} must be those
     * @param gamma of the offset of the fit
     */
    public static Predictor of(ModelFrame rows, Formula terms, double gamma, Fit fit) {
        return new Predictor(rows, terms, gamma, fit);
    }

    private static Map<String, Integer> places(FactorFit factor) {
        var places = new HashMap<String, Integer>();
        factor.levels().forEach(level -> places.put(level, places.size()));
        return places;
    }

    private static double[] effects(List<String> names, FactorFit factor) {
        var places = places(factor);
        return names.stream()
                .mapToDouble(name -> places.containsKey(name) ? factor.mode(places.get(name)) : 0)
                .toArray();
    }

    private static double[] unseen(List<String> names, FactorFit factor) {
        var places = places(factor);
        return names.stream()
                .mapToDouble(name -> places.containsKey(name) ? 0 : factor.sd() * factor.sd())
                .toArray();
    }

    /** Linear predictor of a row. */
    public double logit(int row) {
        return logitWithoutCard(row) + cards[rows.card[row]];
    }

    /** The same less the effect of the card beyond its tags. */
    public double logitWithoutCard(int row) {
        double eta =
                intercept + gamma * Math.log(rows.elapsed[row]) + learners[rows.learner[row]] + tags[rows.card[row]];
        eta += successes[rows.successes[row]] + lapses[rows.lapses[row]];
        for (int c = 0; c < covariates.length; c++) {
            eta += covariates[c][rows.covariates[c][row] & 0xff];
        }
        return eta;
    }

    /** Probability of a lapse, at the modes. */
    public double probability(int row) {
        return probability(logit(row));
    }

    /** Variance of the linear predictor that comes from a learner, card or tags which the fit has not seen; 0 where it has all. */
    public double unseenVariance(int row) {
        return learnerVariances[rows.learner[row]] + cardVariances[rows.card[row]];
    }

    /** Probability of a logit, without overflow. */
    public static double probability(double logit) {
        return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
    }
}
