package dev.engram.hardness.glmm.pql;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.rows.CovariatePatterns;
import java.util.List;

/**
 * A design as {@link Method#PQL} reads it. The effects of the primary grouping are eliminated level by level; all others, the
 * remainder, stand in one vector: own effects of each further grouping, columns (memberships) of each grouping,
 * coefficients.
 *
 * <p>Rows are cut into chunks by levels of the primary grouping. The cuts depend on the design alone, and sums over chunks
 * are taken in their order: the same bits for any number of threads. Each chunk has its own sums, {@link #width} doubles;
 * there are at most {@value #MOST_CHUNKS} chunks, fewer if together they would pass {@value #SUMS_BYTES} bytes, but no
 * fewer than {@value #FEWEST_CHUNKS} where rows allow.
 */
final class PqlLayout {
    static final long SUMS_BYTES = 128L << 20;
    static final int MOST_CHUNKS = 32;
    static final int FEWEST_CHUNKS = 4;
    private static final int CHUNK_ROWS = 16_384;

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
    /** How far apart states of this model are. */
    final EffectDistance distance;
    /** Random factor of each effect of the remainder before {@link #beta}. */
    final int[] factorOf;
    /** First level of each chunk, and the end. */
    final int[] chunk;

    /** Where the sums of a further grouping begin: for each level the residual, then weight times fixed row. */
    final int[] sumsOf;

    final int cellSums;
    final int denseSums;
    final int width;

    PqlLayout(Design design) {
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
        distance = new EffectDistance(design, beta);
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
