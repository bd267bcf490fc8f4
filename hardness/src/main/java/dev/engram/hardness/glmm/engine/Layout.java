package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import dev.engram.hardness.glmm.rows.CovariatePatterns;
import dev.engram.hardness.glmm.rows.GroupingColumns;
import dev.engram.hardness.glmm.rows.RowTuples;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A design as the engine reads it. The effects of the primary grouping, that with most levels, are eliminated level by level, for
 * their block of the Hessian is diagonal; all others, the remainder, stand in one vector: own effects of each further grouping,
 * columns (memberships) of each grouping, coefficients. Without a grouping one level without effect stands in.
 *
 * <p>Rows are cut into chunks by levels of the primary grouping. The cuts depend on the design alone, and sums over chunks
 * are taken in their order: the same bits for any number of threads. Each chunk has its own sums, {@link #width} doubles;
 * there are at most {@value #MOST_CHUNKS} chunks, fewer if together they would pass {@value #SUMS_BYTES} bytes, but no
 * fewer than {@value #FEWEST_CHUNKS} where rows allow.
 */
final class Layout {
    static final long SUMS_BYTES = 128L << 20;
    static final int MOST_CHUNKS = 32;
    static final int FEWEST_CHUNKS = 4;
    private static final int CHUNK_ROWS = 16_384;

    final Design design;
    final WorkerTeam team;
    final int coefficients;
    final CovariatePatterns cells;
    final RowTuples rows;
    final List<GroupingColumns> groupings;
    final int factors;
    /** Where the own effects of a grouping begin in the remainder (0 for the primary one, which has none there). */
    final int[] own;
    /** Where the columns of a grouping begin in the remainder. */
    final int[] columns;

    final int beta;
    final int size;
    /** Random factor of each effect of the remainder before {@link #beta}. */
    final int[] factorOf;
    /** First level of each chunk, and the end. */
    final int[] chunk;

    /** Where the sums of a further grouping begin: for each level the residual, then weight times fixed row. */
    final int[] sumsOf;

    final int cellSums;
    final int denseSums;
    final int width;

    /** What the rows of an ordered response have beside their binary rows, or null. */
    final @Nullable Gaps gaps;
    /** The effect of rows that no level of a shift meets, or -1. Its standard deviation is zero. */
    private final int voidEffect;

    Layout(Design design, WorkerTeam team) {
        this.design = design;
        this.team = team;
        groupings = GroupingColumns.of(design);
        factors = design.random().size();
        cells = CovariatePatterns.of(design);
        coefficients = cells.coefficients;
        rows = new RowTuples(design, groupings, cells);
        int number = groupings.size();
        own = new int[number];
        columns = new int[number];
        int at = 0;
        for (int g = 1; g < number; g++) {
            own[g] = at;
            at += groupings.get(g).levels;
        }
        for (int g = 0; g < number; g++) {
            columns[g] = at;
            at += groupings.get(g).columns;
        }
        beta = at;
        size = at + coefficients;
        factorOf = new int[beta];
        for (int g = 0; g < number; g++) {
            var grouping = groupings.get(g);
            for (int j = 0; g > 0 && j < grouping.levels; j++) {
                factorOf[own[g] + j] = grouping.factor;
            }
            System.arraycopy(grouping.factorOfColumn, 0, factorOf, columns[g], grouping.columns);
        }
        sumsOf = new int[number];
        int sums = 0;
        for (int g = 1; g < number; g++) {
            sumsOf[g] = sums;
            sums += groupings.get(g).levels * stride();
        }
        int dense = rows.dense.length;
        cellSums = sums;
        denseSums = cellSums + cells.count() * (2 + dense);
        width = denseSums + dense * (dense + 1);
        chunk = chunks(width, Integer.MAX_VALUE);
        var thresholds = design.thresholds();
        var shift = thresholds == null || thresholds.shift < 0 ? null : place(thresholds.shift);
        voidEffect = shift == null ? -1 : shift.begin() + shift.levels() - 1;
        gaps = thresholds == null ? null : new Gaps(design, thresholds, beta, shift == null ? -1 : shift.begin());
    }

    /** The effects of a factor: its grouping (g), and where they begin in the remainder (-1: the primary grouping itself). */
    record Place(int g, int begin, int levels) {}

    /** Where the effects of a factor of the design are. */
    Place place(int factor) {
        int levels = design.random().get(factor).levels().size();
        for (int g = 0; g < groupings.size(); g++) {
            if (groupings.get(g).factor == factor) {
                return new Place(g, g == 0 ? -1 : own[g], levels);
            }
            for (int t = 0; t < groupings.get(g).columns; t++) {
                if (groupings.get(g).factorOfColumn[t] == factor) {
                    return new Place(g, columns[g] + t, levels);
                }
            }
        }
        // a membership without levels
        return new Place(0, columns[0], levels);
    }

    /** Number of levels of a factor that are reported. */
    int reported(int factor) {
        return design.random().get(factor).levels().size()
                - (voidEffect >= 0 && factorOf[voidEffect] == factor ? 1 : 0);
    }

    /** Standard deviation of an effect of the remainder, by those of the factors; 1 for coefficients. */
    double scale(int effect, double[] sd) {
        return effect == voidEffect ? 0 : effect < beta ? sd[factorOf[effect]] : 1;
    }

    /** Standard deviation of the primary grouping, by those of the factors. */
    double primaryScale(double[] sd) {
        return primary().factor < 0 ? 0 : sd[primary().factor];
    }

    /** Total effects of the levels of a grouping: their own and those of their columns. */
    double[] totals(int g, double[] ofPrimary, double[] remainder) {
        var grouping = groupings.get(g);
        var totals = g == 0 ? ofPrimary.clone() : Arrays.copyOfRange(remainder, own[g], own[g] + grouping.levels);
        for (int j = 0; j < totals.length; j++) {
            totals[j] += grouping.sum(j, remainder, columns[g]);
        }
        return totals;
    }

    /** The whole offset of a row. */
    double offset(int row) {
        return (rows.offset == null ? 0 : rows.offset[row]) + cells.offset[rows.cell[row] >>> 1];
    }

    /** Doubles for each level in the sums: residual, weight, weight times each further fixed column. */
    int stride() {
        return coefficients + 1;
    }

    GroupingColumns primary() {
        return groupings.getFirst();
    }

    /** Cuts the levels of the primary grouping for sums of {@code doubles} numbers a chunk, of {@code work} additions. */
    int[] chunks(int doubles, int work) {
        long byMemory = SUMS_BYTES / (8L * doubles);
        // to clear and add up the sums must not cost more than to fill them
        long byWork = work / (4L * doubles);
        long byRows = Math.max(1, rows.rows / CHUNK_ROWS);
        long most = Math.max(FEWEST_CHUNKS, Math.min(byMemory, byWork));
        int number = (int) Math.min(Math.min(MOST_CHUNKS, byRows), most);
        var bounds = new int[number + 1];
        int level = 0;
        for (int c = 1; c < number; c++) {
            long target = (long) rows.rows * c / number;
            while (level < primary().levels && rows.rowStart[rows.tupleStart[level]] < target) {
                level++;
            }
            bounds[c] = level;
        }
        bounds[number] = primary().levels;
        return bounds;
    }
}
