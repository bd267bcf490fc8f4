package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much the rows of each card say of it: the sum of mu (1 - mu) at the mode. */
public final class CardInformation {
    private final Map<String, Double> coefficients = new HashMap<>();

    private CardInformation(Fit fit) {
        for (FixedEffect effect : fit.fixed()) {
            coefficients.put(effect.name(), effect.estimate());
        }
    }

    public static double[] of(ModelFrame rows, Design design, Fit fit) {
        return new CardInformation(fit).sum(rows, design, fit);
    }

    private double[] sum(ModelFrame rows, Design design, Fit fit) {
        var learners = fit.random(Formula.LEARNER).modes();
        var cards = fit.random(Formula.CARD).modes();
        var tags = rows.tags.totals(fit.random(Formula.TAG).modes());
        var offset = design.offset();
        var terms = design.fixed();
        var effects = terms.stream().map(this::effects).toList();
        double intercept = coefficients.getOrDefault(Design.INTERCEPT, 0.0);
        var information = new double[cards.length];
        for (int n = 0; n < rows.size; n++) {
            int card = rows.card[n];
            double eta = intercept + learners[rows.learner[n]] + cards[card] + tags[card];
            eta += offset == null ? 0 : offset.at(n);
            eta += fixed(terms, effects, n);
            double mu = Logit.probability(eta);
            information[card] += mu * (1 - mu);
        }
        return information;
    }

    private static double fixed(List<FixedTerm> terms, List<double[]> effects, int row) {
        double sum = 0;
        for (int i = 0; i < effects.size(); i++) {
            sum += switch (terms.get(i)) {
                case FixedTerm.Numeric numeric ->
                    effects.get(i)[1] * numeric.column().at(row);
                case FixedTerm.Categorical levels -> effects.get(i)[levels.at(row)];
            };
        }
        return sum;
    }

    /** By level, the reference first; a coefficient that was left out is 0. */
    private double[] effects(FixedTerm term) {
        var effects = new double[term.coefficients().size() + 1];
        for (int c = 1; c < effects.length; c++) {
            effects[c] = coefficients.getOrDefault(term.coefficients().get(c - 1), 0.0);
        }
        return effects;
    }
}
