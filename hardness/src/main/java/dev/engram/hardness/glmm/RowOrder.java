package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An order of the rows that depends on what they hold and not on how they came, so that sums have the same bits for any
 * order of the rows of a design: by level of the eliminated grouping, then of the others, by cell, by response, by offset
 * and by dense columns. Rows that then still tie are equal.
 */
final class RowOrder {
    /** Ties longer than this are sorted as objects. */
    private static final int SHORT = 32;

    private final Design design;
    private final List<RandomFactor.Grouping> groupings;
    private final FixedRows fixed;

    private RowOrder(Design design, List<RandomFactor.Grouping> groupings, FixedRows fixed) {
        this.design = design;
        this.groupings = groupings;
        this.fixed = fixed;
    }

    /**
     * The rows in order.
     *
     * @param groupings the groupings, the first counting most
     * @param fixed the fixed part in the order of the design
     */
    static int[] of(Design design, List<RandomFactor.Grouping> groupings, FixedRows fixed) {
        var order = new RowOrder(design, groupings, fixed);
        var rows = order.counted();
        order.ties(rows);
        return rows;
    }

    private int[] counted() {
        var rows = new int[design.rows()];
        for (int n = 0, zeros = 0, ones = count(design.response()); n < rows.length; n++) {
            rows[design.response()[n] == 0 ? zeros++ : ones++] = n;
        }
        rows = sorted(rows, fixed.cell, fixed.cells);
        for (var grouping : groupings.reversed()) {
            rows = sorted(rows, grouping.level(), grouping.levels().size());
        }
        return rows;
    }

    private static int count(byte[] response) {
        int zeros = 0;
        for (byte y : response) {
            zeros += 1 - y;
        }
        return zeros;
    }

    private static int[] sorted(int[] order, int[] key, int bound) {
        var next = new int[bound + 1];
        for (int k : key) {
            next[k + 1]++;
        }
        for (int k = 1; k <= bound; k++) {
            next[k] += next[k - 1];
        }
        var sorted = new int[order.length];
        for (int n : order) {
            sorted[next[key[n]]++] = n;
        }
        return sorted;
    }

    private void ties(int[] rows) {
        var numbers = new ArrayList<Column>();
        var offset = design.offset();
        if (offset != null) {
            numbers.add(offset);
        }
        for (var values : fixed.dense) {
            numbers.add(Column.of(values));
        }
        int begin = 0;
        for (int n = 1; !numbers.isEmpty() && n <= rows.length; n++) {
            if (n == rows.length || !tie(rows[begin], rows[n])) {
                sort(rows, begin, n, numbers);
                begin = n;
            }
        }
    }

    private boolean tie(int row, int other) {
        for (var grouping : groupings) {
            if (grouping.at(row) != grouping.at(other)) {
                return false;
            }
        }
        return fixed.cell[row] == fixed.cell[other] && design.responseAt(row) == design.responseAt(other);
    }

    private static void sort(int[] rows, int begin, int end, List<Column> numbers) {
        if (end - begin > SHORT) {
            Comparator<Integer> comparator = (row, other) -> compare(row, other, numbers);
            var boxed =
                    Arrays.stream(rows, begin, end).boxed().sorted(comparator).toList();
            for (int n = begin; n < end; n++) {
                rows[n] = boxed.get(n - begin);
            }
            return;
        }
        for (int n = begin + 1; n < end; n++) {
            int row = rows[n];
            int to = n;
            for (; to > begin && compare(rows[to - 1], row, numbers) > 0; to--) {
                rows[to] = rows[to - 1];
            }
            rows[to] = row;
        }
    }

    private static int compare(int row, int other, List<Column> numbers) {
        for (var column : numbers) {
            int order = Double.compare(column.at(row), column.at(other));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
