package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts rows into one order that does not depend on the order they came in: by groupings, then by all that they hold. */
public final class RowOrder {
    /** Rows that agree, up to which insertion sorts them. */
    private static final int SHORT = 24;

    private RowOrder() {}

    /** The rows in order: by the groupings as listed, then by code, then by the columns that patterns leave out. */
    public static int[] order(List<RandomFactor.Grouping> groupings, int[] code, CovariatePatterns patterns) {
        var order = new int[code.length];
        Arrays.setAll(order, n -> n);
        var spare = new int[order.length];
        counting(order, spare, code, 2 * patterns.count());
        int[] from = spare;
        int[] to = order;
        for (int g = groupings.size() - 1; g >= 0; g--) {
            counting(
                    from,
                    to,
                    groupings.get(g).level(),
                    groupings.get(g).levels().size());
            int[] swap = from;
            from = to;
            to = swap;
        }
        var columns = new ArrayList<Column>(patterns.dense);
        if (patterns.denseOffset != null) {
            columns.add(patterns.denseOffset);
        }
        if (!columns.isEmpty()) {
            breakTies(from, groupings, code, columns.toArray(Column[]::new));
        }
        return from;
    }

    private static void counting(int[] from, int[] to, int[] key, int keys) {
        var next = new int[keys + 1];
        for (int value : key) {
            next[value + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            next[k + 1] += next[k];
        }
        for (int row : from) {
            to[next[key[row]]++] = row;
        }
    }

    private static void breakTies(int[] order, List<RandomFactor.Grouping> groupings, int[] code, Column[] columns) {
        int begin = 0;
        for (int n = 1; n <= order.length; n++) {
            if (n < order.length
                    && code[order[n - 1]] == code[order[n]]
                    && sameLevels(order[n - 1], order[n], groupings)) {
                continue;
            }
            if (n - begin > 1) {
                sort(order, begin, n, columns);
            }
            begin = n;
        }
    }

    /** Whether two rows have the same level of every grouping. */
    static boolean sameLevels(int a, int b, List<RandomFactor.Grouping> groupings) {
        for (var grouping : groupings) {
            if (grouping.at(a) != grouping.at(b)) {
                return false;
            }
        }
        return true;
    }

    private static void sort(int[] order, int begin, int end, Column[] columns) {
        if (end - begin > SHORT) {
            int[] sorted = Arrays.stream(order, begin, end)
                    .boxed()
                    .sorted((a, b) -> compare(a, b, columns))
                    .mapToInt(row -> row)
                    .toArray();
            System.arraycopy(sorted, 0, order, begin, sorted.length);
            return;
        }
        for (int n = begin + 1; n < end; n++) {
            int row = order[n];
            int at = n;
            for (; at > begin && compare(row, order[at - 1], columns) < 0; at--) {
                order[at] = order[at - 1];
            }
            order[at] = row;
        }
    }

    private static int compare(int a, int b, Column[] columns) {
        int compared = 0;
        for (int k = 0; compared == 0 && k < columns.length; k++) {
            compared = Double.compare(columns[k].at(a), columns[k].at(b));
        }
        return compared;
    }
}
