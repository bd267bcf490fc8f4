package dev.engram.hardness.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Order of rows by learner, card, review index and content: three stable counting passes, then runs of equals. */
final class RowSort {
    private RowSort() {}

    static int[] order(ReviewColumns columns, int learners, int cards) {
        int rows = columns.size;
        var order = IntStream.range(0, rows).toArray();
        var spare = new int[rows];
        pass(order, spare, columns::index, Character.MAX_VALUE + 1);
        pass(spare, order, row -> columns.card[row], cards);
        pass(order, spare, row -> columns.learner[row], learners);
        settleEquals(columns, spare);
        return spare;
    }

    private static void pass(int[] from, int[] to, IntUnaryOperator key, int keys) {
        var start = new int[keys + 1];
        for (int row : from) {
            start[key.applyAsInt(row) + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            start[k + 1] += start[k];
        }
        for (int row : from) {
            to[start[key.applyAsInt(row)]++] = row;
        }
    }

    private static void settleEquals(ReviewColumns columns, int[] order) {
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && equal(columns, order[from], order[to])) {
                to++;
            }
            if (to - from > 1) {
                var run = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
                Arrays.sort(run, Comparator.comparingLong(columns::content));
                for (int i = 0; i < run.length; i++) {
                    order[from + i] = run[i];
                }
            }
            from = to;
        }
    }

    private static boolean equal(ReviewColumns columns, int a, int b) {
        return columns.index(a) == columns.index(b)
                && columns.card[a] == columns.card[b]
                && columns.learner[a] == columns.learner[b];
    }
}
