package dev.engram.hardness.glmm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Score sums and variance updates of a fitted design of learners, cards and tags, by the formulas of the method and as
 * plainly as can be: one dense Hessian of all effects.
 */
final class PqlScores {
    private final double[] fixed;
    private final double[][] random;
    private final double[] variances;
    private final double[] information;

    private PqlScores(double[] fixed, double[][] random, double[] variances, double[] information) {
        this.fixed = fixed;
        this.random = random;
        this.variances = variances;
        this.information = information;
    }

    /** Sum of (y - mu) x for each coefficient. */
    double[] fixed() {
        return fixed;
    }

    /** Sum of (y - mu) over the rows of each level, weighted for tags. */
    double[][] random() {
        return random;
    }

    /** (b'b + tr V) / q for learners, cards and tags, V being the inverse of the full Hessian. */
    double[] variances() {
        return variances;
    }

    /** What the rows say about the effects of a factor whose SD is zero, all other effects being unknown; zero for others. */
    double[] information() {
        return information;
    }

    static PqlScores of(Design design, Fit fit) {
        var learner = (RandomFactor.Grouping) design.random().get(0);
        var card = (RandomFactor.Grouping) design.random().get(1);
        var tag = (RandomFactor.Membership) design.random().get(2);
        var fixed = new double[fit.fixed().size()];
        var random = new double[3][];
        int[] begin = new int[4];
        begin[0] = fixed.length;
        for (int f = 0; f < 3; f++) {
            random[f] = new double[design.random().get(f).levels().size()];
            begin[f + 1] = begin[f] + random[f].length;
        }
        var hessian = new double[begin[3]][begin[3]];
        for (int n = 0; n < design.rows(); n++) {
            int i = learner.at(n);
            int j = card.at(n);
            double[] x = fixedRow(design, n, fixed.length);
            double eta = design.offset() == null ? 0 : design.offset().at(n);
            for (int k = 0; k < x.length; k++) {
                // the estimate may be infinite: then its rows say nothing more
                eta += x[k] == 0 ? 0 : x[k] * fit.fixed().get(k).estimate();
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
            var row = Arrays.copyOf(x, begin[3]);
            row[begin[0] + i] = 1;
            row[begin[1] + j] = 1;
            for (int e = tag.start()[j]; e < tag.start()[j + 1]; e++) {
                random[2][tag.level()[e]] += tag.weight()[e] * residual;
                row[begin[2] + tag.level()[e]] += tag.weight()[e];
            }
            add(mu * (1 - mu), row, hessian);
        }
        int[] kept = IntStream.range(0, hessian.length)
                .filter(k -> factorOf(k, begin) < 0 ? fit.fixed().get(k).bounded() : sd(fit, factorOf(k, begin)) > 0)
                .toArray();
        var v = inverse(fit, hessian, kept, begin);
        return new PqlScores(fixed, random, variances(fit, kept, v, begin), information(fit, hessian, kept, v, begin));
    }

    private static void add(double weight, double[] row, double[][] hessian) {
        int[] met = IntStream.range(0, row.length).filter(k -> row[k] != 0).toArray();
        for (int k : met) {
            for (int l : met) {
                hessian[k][l] += weight * row[k] * row[l];
            }
        }
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

    private static double[] variances(Fit fit, int[] kept, RealMatrix v, int[] begin) {
        var variances = new double[3];
        for (int k = 0; k < kept.length; k++) {
            int f = factorOf(kept[k], begin);
            if (f >= 0) {
                double mode = fit.random().get(f).mode(kept[k] - begin[f]);
                variances[f] += (square(mode) + v.getEntry(k, k)) / (begin[f + 1] - begin[f]);
            }
        }
        return variances;
    }

    /** What the rows say about the effects of each factor whose SD is zero, all other effects being unknown. */
    private static double[] information(Fit fit, double[][] hessian, int[] kept, RealMatrix v, int[] begin) {
        var information = new double[3];
        for (int k = 0; k < hessian.length; k++) {
            int f = factorOf(k, begin);
            if (f >= 0 && sd(fit, f) == 0) {
                double[] row = hessian[k];
                double[] column = Arrays.stream(kept).mapToDouble(i -> row[i]).toArray();
                var vector = MatrixUtils.createRealVector(column);
                information[f] += row[k] - v.operate(vector).dotProduct(vector);
            }
        }
        return information;
    }

    private static RealMatrix inverse(Fit fit, double[][] hessian, int[] kept, int[] begin) {
        var precision = MatrixUtils.createRealMatrix(hessian).getSubMatrix(kept, kept);
        for (int k = 0; k < kept.length; k++) {
            int f = factorOf(kept[k], begin);
            if (f >= 0) {
                precision.addToEntry(k, k, 1 / square(sd(fit, f)));
            }
        }
        return MatrixUtils.inverse(precision);
    }

    private static int factorOf(int effect, int[] begin) {
        return effect < begin[0] ? -1 : effect < begin[1] ? 0 : effect < begin[2] ? 1 : 2;
    }

    private static double sd(Fit fit, int factor) {
        return fit.random().get(factor).sd();
    }

    private static double square(double x) {
        return x * x;
    }
}
