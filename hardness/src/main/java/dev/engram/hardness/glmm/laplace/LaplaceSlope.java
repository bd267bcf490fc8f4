package dev.engram.hardness.glmm.laplace;

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
    private final double[][] inverse;

    /** By factor of the design: derivative by the logarithm of its standard deviation. */
    final double[] byLogSd;
    /** By factor: q - tr H^-1, the degrees of freedom its effects take. */
    final double[] freedom;
    /** By coefficient; nearly zero where the mode is taken over the coefficients too. */
    final double[] byCoefficient;

    private LaplaceSlope(Layout layout, Mode mode, int size) {
        this.layout = layout;
        this.mode = mode;
        inverse = mode.hessian().inverse(layout.randomColumns);
        int factors = layout.design.random().size();
        byLogSd = new double[factors];
        freedom = new double[factors];
        byCoefficient = new double[layout.coefs];
        var right = new Leverages(layout, mode, inverse).thirdDerivative();
        var solution = mode.hessian().solve(right, size);
        bySd(solution);
        byCoefficient(right, solution, size);
    }

    /** At a mode over all effects, or over the random ones: see {@link ModeSearch#from}. */
    static LaplaceSlope at(Layout layout, Mode mode, int size) {
        return new LaplaceSlope(layout, mode, size);
    }

    private void bySd(Effects solution) {
        var hessian = mode.hessian();
        int random = layout.randomColumns;
        for (int c = 0; c < random; c++) {
            int factor = layout.columnFactor[c];
            double u = mode.effects().columns[c];
            double taken = 1 - inverse[c][c];
            freedom[factor] += taken;
            byLogSd[factor] += u * u - taken - solution.columns[c] * u;
        }
        if (layout.eliminated < 0) {
            return;
        }
        for (int j = 0; j < layout.levels; j++) {
            double sum = 0;
            for (int a = layout.patternStart[j]; a < layout.patternStart[j + 1]; a++) {
                int row = layout.pattern[a];
                if (row < random) {
                    double inner = 0;
                    for (int b = layout.patternStart[j]; b < layout.patternStart[j + 1]; b++) {
                        if (layout.pattern[b] < random) {
                            inner += inverse[row][layout.pattern[b]] * hessian.cross(b);
                        }
                    }
                    sum += inner * hessian.cross(a);
                }
            }
            double u = mode.effects().eliminated[j];
            double d = hessian.diagonal[j];
            double taken = (d - 1) / d - sum / (d * d);
            freedom[layout.eliminated] += taken;
            byLogSd[layout.eliminated] += u * u - taken - solution.eliminated[j] * u;
        }
    }

    private void byCoefficient(Effects right, Effects solution, int size) {
        int random = layout.randomColumns;
        for (int c = 0; c < layout.coefs; c++) {
            double moved = right.columns[random + c];
            for (int k = 0; size == random && k < random; k++) {
                moved -= mode.sums().matrix[(random + c) * layout.columns + k]
                        * mode.scales().column[k]
                        * solution.columns[k];
            }
            for (int j = 0; size == random && j < layout.levels; j++) {
                int place = layout.patternStart[j + 1] - layout.coefs + c;
                moved -= mode.hessian().cross(place) * solution.eliminated[j];
            }
            byCoefficient[c] = mode.sums().residual.columns[random + c] - moved / 2;
        }
    }
}
