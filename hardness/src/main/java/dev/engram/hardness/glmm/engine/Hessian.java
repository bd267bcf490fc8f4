package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.engine.Effects.Scales;
import dev.engram.hardness.glmm.numeric.DenseCholesky;
import java.util.Arrays;

/**
 * The negative Hessian of the penalised log-likelihood in spherical effects, S A'WA S + P, factored: the block of the primary
 * grouping is diagonal, and over the remainder stands the Cholesky factor of its Schur complement, one symmetric update per level
 * of the primary grouping over the effects it meets. The coefficients are last, so that the leading block of the factor is that
 * of the random effects alone.
 */
final class Hessian {
    final Layout layout;
    final Scales scales;
    /** Of the pass at whose weights this was made; other passes overwrite them. */
    final NormalEquations sums;
    /** The block of the primary grouping. */
    final double[] diagonal;

    private final DenseCholesky dense;

    /** Makes and factors it at the weights of the latest pass. */
    Hessian(NormalEquations sums, Scales scales) {
        this.sums = sums;
        this.scales = scales;
        layout = sums.model;
        diagonal = new double[layout.primary().levels];
        Arrays.setAll(diagonal, i -> 1 + scales.primary * scales.primary * sums.weight(0, i));
        dense = new DenseCholesky(layout.size);
        eliminate();
        addKnown();
        for (int g = 1; g < layout.groupings.size(); g++) {
            addColumns(g);
        }
        if (layout.gaps != null) {
            layout.gaps.addHessian(sums.pass.effects.remainder, (i, j, value) -> set(i, j, dense.at(i, j) + value));
        }
        scale();
        dense.factor(layout.team);
    }

    /** Whether it is singular to rounding, or not positive definite. */
    boolean singular() {
        return dense.lifted();
    }

    /** ln det of the block of the random effects. */
    double logDeterminant() {
        double sum = 0;
        for (double value : diagonal) {
            sum += Math.log(value);
        }
        return sum + dense.logDeterminant(layout.beta);
    }

    /**
     * Solves for all effects, or for the random ones with the coefficients held at zero.
     *
     * @param effects of the remainder that take part: all, or {@link Layout#beta}
     */
    Effects solve(Effects right, int effects) {
        var solution = right.copy();
        Arrays.fill(solution.remainder, effects, layout.size, 0);
        var natural = new double[layout.size];
        var coupled = new double[diagonal.length];
        var primary = new double[diagonal.length];
        var product = new double[layout.size];
        Arrays.setAll(primary, i -> -scales.primary * right.primary[i] / diagonal[i]);
        sums.apply(natural, primary, null, coupled, product);
        for (int k = 0; k < effects; k++) {
            solution.remainder[k] += scales.remainder[k] * product[k];
        }
        dense.solve(solution.remainder, 0, effects);
        Arrays.setAll(natural, k -> scales.remainder[k] * solution.remainder[k]);
        Arrays.fill(primary, 0);
        sums.apply(natural, primary, null, coupled, product);
        for (int i = 0; i < diagonal.length; i++) {
            solution.primary[i] = (right.primary[i] - scales.primary * coupled[i]) / diagonal[i];
        }
        return solution;
    }

    /** Inverse of the leading part of the Schur complement, all elements. */
    double[][] inverse(int effects) {
        return dense.inverse(effects, layout.team);
    }

    private void eliminate() {
        int stripes = layout.team.threads() == 1 ? 1 : 4 * layout.team.threads();
        layout.team.run(stripes, false, stripe -> update(bound(stripe, stripes), bound(stripe + 1, stripes)));
    }

    /** Upper rows are longer at the top: stripes of about the same area. */
    private int bound(int stripe, int stripes) {
        return stripe == stripes
                ? layout.size
                : (int) Math.round(layout.size * (1 - Math.sqrt(1 - (double) stripe / stripes)));
    }

    /** What each level of the primary grouping gives to the rows [from, to). */
    private void update(int from, int to) {
        var profile = new CrossProfile(sums);
        var primary = layout.primary();
        var membership = new double[layout.size];
        for (int i = 0; i < primary.levels; i++) {
            profile.load(i);
            primary.spread(i, 1, membership, layout.columns[0]);
            double kappa = scales.primary * scales.primary / diagonal[i];
            for (int a = 0; a < profile.size; a++) {
                int index = profile.index[a];
                if (index < from || index >= to) {
                    continue;
                }
                double[] target = dense.row[index];
                // a column of this grouping meets what the level meets
                double factor = membership[index] - kappa * profile.value[a];
                for (int b = a; b < profile.size; b++) {
                    target[profile.index[b]] += factor * profile.value[b];
                }
                if (index < layout.columns[0]) {
                    primary.spread(i, profile.value[a], target, layout.columns[0]);
                }
            }
            for (int e = primary.start[i]; e < primary.start[i + 1]; e++) {
                membership[layout.columns[0] + primary.column[e]] = 0;
            }
            addTuples(i, from, to);
        }
    }

    /** Two further groupings meet in a tuple. */
    private void addTuples(int i, int from, int to) {
        int[][] level = layout.rows.level;
        for (int t = layout.rows.tupleStart[i]; level.length > 1 && t < layout.rows.tupleStart[i + 1]; t++) {
            for (int g = 0; g < level.length; g++) {
                int index = layout.own[g + 1] + level[g][t];
                for (int h = g + 1; index >= from && index < to && h < level.length; h++) {
                    dense.row[index][layout.own[h + 1] + level[h][t]] += sums.pass.weight[t];
                }
            }
        }
    }

    /** The weights of the levels of the further groupings, and what they share with the fixed columns. */
    private void addKnown() {
        int p = layout.coefficients;
        for (int g = 1; g < layout.groupings.size(); g++) {
            for (int j = 0; j < layout.groupings.get(g).levels; j++) {
                int row = sums.sumsAt(g, j) + 1;
                double[] target = dense.row[layout.own[g] + j];
                target[layout.own[g] + j] += sums.weight(g, j);
                for (int k = 0; k < p; k++) {
                    target[layout.beta + k] += sums.sums(g)[row + k];
                }
            }
        }
        for (int k = 0; k < p; k++) {
            for (int l = k; l < p; l++) {
                dense.row[layout.beta + k][layout.beta + l] += sums.fixed[k * p + l];
            }
        }
    }

    /** The columns of a further grouping are sums over its levels. */
    private void addColumns(int g) {
        var grouping = layout.groupings.get(g);
        if (grouping.columns == 0) {
            return;
        }
        int columns = layout.columns[g];
        var sum = new double[grouping.columns];
        for (int r = 0; r < layout.size; r++) {
            if (r >= columns && r < layout.beta) {
                continue;
            }
            Arrays.fill(sum, 0);
            for (int j = 0; j < grouping.levels; j++) {
                double value = dense.at(r, layout.own[g] + j);
                if (value != 0) {
                    grouping.spread(j, value, sum, 0);
                }
            }
            for (int t = 0; t < sum.length; t++) {
                set(r, columns + t, sum[t]);
            }
        }
        for (int t = 0; t < sum.length; t++) {
            Arrays.fill(sum, 0);
            for (int j = 0; j < grouping.levels; j++) {
                grouping.spread(j, dense.row[layout.own[g] + j][columns + t], sum, 0);
            }
            for (int s = 0; s <= t; s++) {
                set(columns + s, columns + t, sum[s]);
            }
        }
    }

    private void set(int i, int j, double value) {
        if (i <= j) {
            dense.row[i][j] = value;
        } else {
            dense.row[j][i] = value;
        }
    }

    private void scale() {
        for (int i = 0; i < layout.beta; i++) {
            double[] target = dense.row[i];
            for (int j = i; j < layout.size; j++) {
                target[j] *= scales.remainder[i] * scales.remainder[j];
            }
            target[i] += 1;
        }
    }
}
