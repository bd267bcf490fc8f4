package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.Arrays;

/**
 * How far apart two states are on the scale of the linear predictor. Coefficients count by the spread of their columns, and
 * the intercept where these have their means, so that units and zeros of columns do not matter.
 */
public final class EffectDistance {
    private final int beta;
    private final double[] mean;
    private final double[] spread;

    /** @param beta where the coefficients begin in the remainder */
    public EffectDistance(Design design, int beta) {
        this.beta = beta;
        int coefs = design.coefficients().size();
        mean = new double[coefs];
        spread = new double[coefs];
        Arrays.fill(spread, 1);
        int at = 1;
        for (var term : design.fixed()) {
            if (term instanceof FixedTerm.Numeric numeric) {
                measure(numeric.column(), at);
            }
            at += term.coefficients().size();
        }
    }

    /** The largest difference of an effect. */
    public double between(double[] primary, double[] otherPrimary, double[] remainder, double[] otherRemainder) {
        double most = most(primary, otherPrimary, primary.length, 0);
        most = most(remainder, otherRemainder, beta, most);
        double intercept = 0;
        for (int k = 0; k < mean.length; k++) {
            double difference = remainder[beta + k] - otherRemainder[beta + k];
            intercept += k == 0 ? difference : mean[k] * difference;
            most = k == 0 ? most : larger(most, Math.abs(spread[k] * difference));
        }
        return larger(most, Math.abs(intercept));
    }

    private void measure(Column column, int coef) {
        int rows = column.rows();
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            sum += column.at(n);
        }
        double middle = sum / rows;
        double squares = 0;
        for (int n = 0; n < rows; n++) {
            squares += (column.at(n) - middle) * (column.at(n) - middle);
        }
        mean[coef] = middle;
        spread[coef] = Math.sqrt(squares / rows);
    }

    private static double most(double[] a, double[] b, int length, double least) {
        double most = least;
        for (int k = 0; k < length; k++) {
            most = larger(most, Math.abs(a[k] - b[k]));
        }
        return most;
    }

    /** The larger of the two, NaN if the second is. */
    private static double larger(double most, double value) {
        return value <= most ? most : value;
    }
}
