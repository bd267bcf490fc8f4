package dev.engram.hardness.glmm;

import org.hipparchus.linear.MatrixUtils;

/**
 * Score sums and variance updates of a fitted design of learners, cards and tags, by the formulas of the method and as
 * plainly as can be.
 */
final class FastScores {
    private final double[] fixed;
    private final double[][] random;
    private final double[] variances;

    private FastScores(double[] fixed, double[][] random, double[] variances) {
        this.fixed = fixed;
        this.random = random;
        this.variances = variances;
    }

    /** Sum of (y - mu) x for each coefficient. */
    double[] fixed() {
        return fixed;
    }

    /** Sum of (y - mu) over the rows of each level, weighted for tags. */
    double[][] random() {
        return random;
    }

    /** (b'b + tr V) / q for learners, cards and tags. */
    double[] variances() {
        return variances;
    }

    static FastScores of(Design design, Fit fit) {
        var learner = (RandomFactor.Grouping) design.random().get(0);
        var card = (RandomFactor.Grouping) design.random().get(1);
        var tag = (RandomFactor.Membership) design.random().get(2);
        var fixed = new double[fit.fixed().size()];
        var random = new double[3][];
        var weight = new double[2][];
        for (int f = 0; f < 3; f++) {
            random[f] = new double[design.random().get(f).levels().size()];
        }
        weight[0] = new double[random[0].length];
        weight[1] = new double[random[1].length];
        for (int n = 0; n < design.rows(); n++) {
            int i = learner.at(n);
            int j = card.at(n);
            double[] x = fixedRow(design, n, fixed.length);
            double eta = design.offset() == null ? 0 : design.offset().at(n);
            for (int k = 0; k < x.length; k++) {
                eta += x[k] * fit.fixed().get(k).estimate();
            }
            eta += fit.random().get(0).mode(i) + fit.random().get(1).mode(j);
            for (int e = tag.start()[j]; e < tag.start()[j + 1]; e++) {
                eta += tag.weight()[e] * fit.random().get(2).mode(tag.level()[e]);
            }
            double mu = 1 / (1 + Math.exp(-eta));
            double residual = design.responseAt(n) - mu;
            for (int k = 0; k < x.length; k++) {
                fixed[k] += residual * x[k];
            }
            random[0][i] += residual;
            random[1][j] += residual;
            weight[0][i] += mu * (1 - mu);
            weight[1][j] += mu * (1 - mu);
            for (int e = tag.start()[j]; e < tag.start()[j + 1]; e++) {
                random[2][tag.level()[e]] += tag.weight()[e] * residual;
            }
        }
        return new FastScores(fixed, random, variances(fit, tag, weight));
    }

    private static double[] fixedRow(Design design, int n, int p) {
        var x = new double[p];
        x[0] = 1;
        int k = 1;
        for (var term : design.fixed()) {
            switch (term) {
                case FixedTerm.Numeric numeric -> x[k] = numeric.column().at(n);
                case FixedTerm.Categorical categorical -> {
                    if (categorical.at(n) > 0) {
                        x[k + categorical.at(n) - 1] = 1;
                    }
                }
            }
            k += term.coefficients().size();
        }
        return x;
    }

    /** Step 4 of the fixed point: learner traces from their own weights, card and tag traces with the cards eliminated. */
    private static double[] variances(Fit fit, RandomFactor.Membership tag, double[][] weight) {
        double learnerVar = square(fit.random().get(0).sd());
        double cardVar = square(fit.random().get(1).sd());
        double tagVar = square(fit.random().get(2).sd());
        int cards = weight[1].length;
        int tags = tag.levels().size();
        var membership = MatrixUtils.createRealMatrix(cards, tags);
        for (int j = 0; j < cards; j++) {
            for (int e = tag.start()[j]; e < tag.start()[j + 1]; e++) {
                membership.addToEntry(j, tag.level()[e], tag.weight()[e]);
            }
        }
        var scaled = membership.copy();
        for (int j = 0; j < cards; j++) {
            double omega = weight[1][j] / (1 + cardVar * weight[1][j]);
            scaled.setRowVector(j, scaled.getRowVector(j).mapMultiply(omega));
        }
        var precision = membership
                .transpose()
                .multiply(scaled)
                .add(MatrixUtils.createRealIdentityMatrix(tags).scalarMultiply(1 / tagVar));
        var v = MatrixUtils.inverse(precision);
        double learnerTrace = 0;
        for (double w : weight[0]) {
            learnerTrace += 1 / (w + 1 / learnerVar);
        }
        double cardTrace = 0;
        for (int j = 0; j < cards; j++) {
            double k = cardVar * weight[1][j] / (1 + cardVar * weight[1][j]);
            var row = membership.getRowVector(j);
            cardTrace += cardVar * (1 - k) + k * k * v.operate(row).dotProduct(row);
        }
        double[] trace = {learnerTrace, cardTrace, v.getTrace()};
        var variances = new double[3];
        for (int f = 0; f < 3; f++) {
            double squares = 0;
            for (double mode : fit.random().get(f).modes()) {
                squares += mode * mode;
            }
            variances[f] = (squares + trace[f]) / fit.random().get(f).levels().size();
        }
        return variances;
    }

    private static double square(double x) {
        return x * x;
    }
}
