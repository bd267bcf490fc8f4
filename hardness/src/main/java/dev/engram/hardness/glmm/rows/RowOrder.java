package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.List;

/** Puts rows into one order that does not depend on the order they came in: by groupings, then by all that they hold. */
public final class RowOrder {
    private RowOrder() {}

    /** The rows in order: by the groupings as listed, then by code, then by the columns that patterns leave out. */
    public static int[] order(List<RandomFactor.Grouping> groupings, int[] code, CovariatePatterns patterns) {
        var order = new int[code.length];
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
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
            if (n < order.length && same(order[n - 1], order[n], groupings, code)) {
                continue;
            }
            if (n - begin > 1) {
                sort(order, begin, n - begin, columns);
            }
            begin = n;
        }
    }

    private static boolean same(int a, int b, List<RandomFactor.Grouping> groupings, int[] code) {
        if (code[a] != code[b]) {
            return false;
        }
        for (var grouping : groupings) {
            if (grouping.at(a) != grouping.at(b)) {
                return false;
            }
        }
        return true;
    }

    /** By insertion if short, else by a heap: no memory, no bad case. */
    private static void sort(int[] order, int begin, int length, Column[] columns) {
        if (length <= 24) {
            for (int n = begin + 1; n < begin + length; n++) {
                int row = order[n];
                int at = n;
                for (; at > begin && before(row, order[at - 1], columns); at--) {
                    order[at] = order[at - 1];
                }
                order[at] = row;
            }
            return;
        }
        for (int root = length / 2 - 1; root >= 0; root--) {
            sink(order, begin, root, length, columns);
        }
        for (int end = length - 1; end > 0; end--) {
            int last = order[begin + end];
            order[begin + end] = order[begin];
            order[begin] = last;
            sink(order, begin, 0, end, columns);
        }
    }

    private static void sink(int[] order, int begin, int top, int length, Column[] columns) {
        int row = order[begin + top];
        int at = top;
        while (2 * at + 1 < length) {
            int child = 2 * at + 1;
            if (child + 1 < length && before(order[begin + child], order[begin + child + 1], columns)) {
                child++;
            }
            if (!before(row, order[begin + child], columns)) {
                break;
            }
            order[begin + at] = order[begin + child];
            at = child;
        }
        order[begin + at] = row;
    }

    private static boolean before(int a, int b, Column[] columns) {
        for (var column : columns) {
            int compared = Double.compare(column.at(a), column.at(b));
            if (compared != 0) {
                return compared < 0;
            }
        }
        return false;
    }
}
