package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a design, packed and sorted by the primary grouping. Rows with the same levels of all groupings are one tuple.
 *
 * <p>Memory: 4 bytes a row (cell and response), 8 for an offset that is not binned, 8 for each numeric column that is not
 * binned; 12 bytes a tuple (where it begins, its weight) and 4 for each grouping beyond the first; 4 a level. Learners and
 * cards, one review of each, exact offset: 28 bytes a row; six reviews of each, binned offset: 7. Packing needs 8 more
 * bytes a row for a while.
 */
public final class RowTuples {
    public final int rows;
    /** First tuple of each level of the primary grouping, and the end. */
    public final int[] tupleStart;
    /** First row of each tuple, and the end. */
    public final int[] rowStart;
    /** For each further grouping the level of each tuple. */
    public final int[][] level;
    /** Twice the cell, plus the response. */
    public final int[] cell;

    public final double[][] dense;
    public final double @Nullable [] offset;

    /** Packs the rows; takes the patterns of the rows from {@code cells}. */
    public RowTuples(Design design, List<GroupingColumns> groupings, CovariatePatterns cells) {
        rows = design.rows();
        int[] code = cells.takeRows();
        for (int n = 0; n < rows; n++) {
            code[n] = 2 * code[n] + design.response()[n];
        }
        var levels = groupings.stream().map(grouping -> grouping.grouping).toList();
        int[] order = RowOrder.order(levels, code, cells);
        int tuples = 0;
        for (int n = 0; n < rows; n++) {
            tuples += n > 0 && RowOrder.sameLevels(order[n], order[n - 1], levels) ? 0 : 1;
        }
        tupleStart = new int[groupings.getFirst().levels + 1];
        rowStart = new int[tuples + 1];
        level = new int[groupings.size() - 1][tuples];
        cell = new int[rows];
        int tuple = -1;
        for (int n = 0; n < rows; n++) {
            int row = order[n];
            if (n == 0 || !RowOrder.sameLevels(row, order[n - 1], levels)) {
                rowStart[++tuple] = n;
                tupleStart[levels.getFirst().at(row) + 1]++;
                for (int g = 0; g < level.length; g++) {
                    level[g][tuple] = levels.get(g + 1).at(row);
                }
            }
            cell[n] = code[row];
        }
        rowStart[tuples] = rows;
        for (int i = 1; i < tupleStart.length; i++) {
            tupleStart[i] += tupleStart[i - 1];
        }
        dense = new double[cells.dense.size()][];
        for (int k = 0; k < dense.length; k++) {
            dense[k] = gather(cells.dense.get(k), order);
        }
        offset = cells.denseOffset == null ? null : gather(cells.denseOffset, order);
    }

    public int tuples() {
        return rowStart.length - 1;
    }

    /** Bytes of all arrays, headers aside. */
    public long bytes() {
        long doubles = (offset == null ? 0 : rows) + (long) dense.length * rows;
        return 4L * (tupleStart.length + rowStart.length + (long) level.length * tuples() + cell.length) + 8 * doubles;
    }

    private static double[] gather(Column column, int[] order) {
        var sorted = new double[order.length];
        for (int n = 0; n < sorted.length; n++) {
            sorted[n] = column.at(order[n]);
        }
        return sorted;
    }
}
