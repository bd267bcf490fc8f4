package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.RandomFactor.Grouping;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the rows. A row of category k counts as a 1 at its upper threshold and as a 0 at its lower one, both with the same
 * linear predictor; see {@link Gaps} for what is left. Not for use by several threads.
 */
final class RowPass {
    /** Far beyond what data can tell; keeps products of probabilities above the smallest double. */
    private static final double FAR = 300;

    private static final double SMALL = 1e-100;

    private final Layout layout;
    private final byte[] category;
    private final RowTerms terms;
    private final Gaps gaps;
    private final @Nullable Grouping shifting;
    private final int shifted;

    RowPass(Layout layout) {
        this.layout = layout;
        var design = layout.design;
        category = new byte[design.rows()];
        for (int n = 0; n < category.length; n++) {
            category[n] = layout.observed.code().get(design.categoryAt(n)).byteValue();
        }
        terms = new RowTerms(layout);
        gaps = new Gaps(layout, category);
        shifting = layout.shifting;
        shifted = shifting == null ? -1 : layout.observed.shifted();
    }

    private double threshold(Predictor at, int row, int k, double eta) {
        double value = at.alpha[k] + eta;
        return Math.clamp(k == shifted && shifting != null ? value + at.shift[shifting.at(row)] : value, -FAR, FAR);
    }

    /**
     * Fills gradient and Hessian.
     *
     * @return the log-likelihood; minus infinity, and nothing filled, where thresholds are out of order
     */
    double derivatives(Predictor at, Derivatives to) {
        double logLik = gaps.value(at);
        if (logLik == Double.NEGATIVE_INFINITY) {
            return logLik;
        }
        to.clear();
        gaps.derivatives(at, to);
        int highest = at.alpha.length;
        double product = 1;
        for (int n = 0; n < category.length; n++) {
            double eta = terms.eta(n, at);
            int count = terms.read(n);
            int k = category[n];
            double residual = 0;
            double weight = 0;
            if (k < highest) {
                double odds = Math.exp(-threshold(at, n, k, eta));
                double chance = 1 / (1 + odds);
                residual = odds * chance;
                weight = residual * chance;
                product *= chance;
                addThreshold(to, n, k, residual, weight, count);
            }
            if (product < SMALL) {
                logLik += Math.log(product);
                product = 1;
            }
            if (k > 0) {
                double odds = Math.exp(-threshold(at, n, k - 1, eta));
                double chance = 1 / (1 + odds);
                double miss = odds * chance;
                residual -= chance;
                weight += miss * chance;
                product *= miss;
                addThreshold(to, n, k - 1, -chance, miss * chance, count);
            }
            if (product < SMALL) {
                logLik += Math.log(product);
                product = 1;
            }
            addRow(to, n, residual, weight, count);
        }
        to.expand(layout);
        return logLik + Math.log(product);
    }

    private void addThreshold(Derivatives to, int row, int k, double residual, double weight, int count) {
        int alpha = layout.alphaAt + k;
        int apart = terms.apart(row) * to.columns;
        to.gradient[alpha] += residual;
        to.rest[alpha * to.columns + alpha] += weight;
        to.cross[apart + alpha] += weight;
        for (int i = 0; i < count; i++) {
            to.add(alpha, terms.columns[i], weight * terms.values[i]);
        }
        if (k == shifted && shifting != null) {
            int shift = layout.shiftAt + shifting.at(row);
            to.gradient[shift] += residual;
            to.rest[shift * to.columns + shift] += weight;
            to.rest[alpha * to.columns + shift] += weight;
            to.cross[apart + shift] += weight;
            for (int i = 0; i < count; i++) {
                to.add(shift, terms.columns[i], weight * terms.values[i]);
            }
        }
    }

    private void addRow(Derivatives to, int row, double residual, double weight, int count) {
        int e = terms.apart(row);
        int apart = e * to.columns;
        to.gradientApart[e] += residual;
        to.diagonal[e] += weight;
        for (int i = 0; i < count; i++) {
            int column = terms.columns[i];
            double weighted = weight * terms.values[i];
            to.gradient[column] += residual * terms.values[i];
            to.cross[apart + column] += weighted;
            int line = column * to.columns;
            for (int j = 0; j <= i; j++) {
                to.rest[line + terms.columns[j]] += weighted * terms.values[j];
            }
        }
    }

    /**
     * How the log determinant moves with each effect on the logit scale: the sum over rows and thresholds of the variance of
     * the linear predictor times the slope of the weight.
     *
     * @param apart filled
     * @param rest filled, memberships included
     */
    void slope(Predictor at, Leverage leverage, double[] apart, double[] rest) {
        int highest = at.alpha.length;
        for (int n = 0; n < category.length; n++) {
            double eta = terms.eta(n, at);
            double variance = leverage.of(n);
            int k = category[n];
            double sum = k < highest ? addSlope(at, leverage, n, k, eta, variance, rest) : 0;
            sum += k > 0 ? addSlope(at, leverage, n, k - 1, eta, variance, rest) : 0;
            apart[terms.apart(n)] += sum;
            int count = terms.read(n);
            for (int i = 0; i < count; i++) {
                rest[terms.columns[i]] += sum * terms.values[i];
            }
        }
        gaps.slope(at, leverage.ofShifts(), rest);
        for (int m = 0; m < layout.memberAt.length; m++) {
            Derivatives.expandGradient(layout, m, apart, rest);
        }
    }

    private double addSlope(
            Predictor at, Leverage leverage, int row, int k, double eta, double variance, double[] rest) {
        double chance = 1 / (1 + Math.exp(-threshold(at, row, k, eta)));
        double slope = chance * (1 - chance) * (1 - 2 * chance);
        double moved;
        if (k == shifted && shifting != null) {
            moved = slope * leverage.withShift(row, variance);
            rest[layout.shiftAt + shifting.at(row)] += moved;
        } else {
            moved = slope * variance;
        }
        rest[layout.alphaAt + k] += moved;
        return moved;
    }
}
