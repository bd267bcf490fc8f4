package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.engine.ModeSearch.Mode;

/**
 * Gradient of the Laplace approximation f = Q - 1/2 ln det H at a mode, exact: the log-determinant moves with the weights,
 * and they move with the mode.
 *
 * <p>With h_n the leverage z_n' H^-1 z_n of a row under the random effects, a_n = h_n d w_n / d eta_n, and s the solution of
 * J s = S A'a, where J is the Hessian of whatever the mode is taken over, the derivative by the logarithm of a standard
 * deviation is |u|^2 - (q - tr H^-1) - s'u over the effects of that factor. For coefficients held at the mode it is
 * X'(y - mu) - 1/2 (X'a - X'W Z S s).
 */
final class LaplaceSlope {
    private final Layout layout;
    private final Mode mode;
    /** By factor of the design: derivative by the logarithm of its standard deviation. */
    final double[] byLogSd;
    /** By factor: q - tr H^-1, the degrees of freedom its effects take. */
    final double[] freedom;
    /** By coefficient; nearly zero where the mode is taken over the coefficients too. */
    final double[] byCoefficient;

    /** At a mode over all effects, or over the random ones: see {@link ModeSearch#from}. */
    LaplaceSlope(Layout layout, Mode mode, int size) {
        this.layout = layout;
        this.mode = mode;
        byLogSd = new double[layout.factors];
        freedom = new double[layout.factors];
        byCoefficient = new double[layout.coefficients];
        double[][] inverse = mode.hessian().inverse(layout.beta);
        var right = new Leverages(layout, mode, inverse).thirdDerivative();
        var solution = mode.hessian().solve(right, size);
        bySd(solution, inverse);
        byCoefficient(right, size == layout.beta ? moved(solution) : new double[layout.size]);
    }

    private void bySd(Effects solution, double[][] inverse) {
        for (int k = 0; k < layout.beta; k++) {
            add(layout.factorOf[k], mode.effects().remainder[k], 1 - inverse[k][k], solution.remainder[k]);
        }
        int factor = layout.primary().factor;
        if (factor < 0) {
            return;
        }
        var profile = new CrossProfile(mode.hessian().sums);
        for (int i = 0; i < layout.primary().levels; i++) {
            profile.loadSpherical(i, mode.scales().remainder);
            double d = mode.hessian().diagonal[i];
            double share = mode.scales().primary / d;
            double taken = (d - 1) / d - share * share * profile.quadratic(inverse, profile.random());
            add(factor, mode.effects().primary[i], taken, solution.primary[i]);
        }
    }

    private void add(int factor, double effect, double taken, double solution) {
        freedom[factor] += taken;
        byLogSd[factor] += effect * effect - taken - solution * effect;
    }

    /** A'WA times a vector of random effects in spherical units. */
    private double[] moved(Effects solution) {
        var sums = mode.hessian().sums;
        var natural = mode.scales().natural(solution);
        var product = new double[layout.size];
        sums.apply(natural.remainder, natural.primary, null, new double[natural.primary.length], product);
        if (layout.gaps != null) {
            layout.gaps.addHessian(sums.pass.effects.remainder, (i, j, value) -> {
                product[i] += value * natural.remainder[j];
                product[j] += i == j ? 0 : value * natural.remainder[i];
            });
        }
        return product;
    }

    private void byCoefficient(Effects right, double[] moved) {
        var score = mode.hessian().sums.score();
        for (int k = layout.beta; k < layout.size; k++) {
            byCoefficient[k - layout.beta] = score.remainder[k] - (right.remainder[k] - moved[k]) / 2;
        }
    }
}
