package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fixed part of a design, compressed: rows that agree in all categorical and binned terms share a cell, so that sums of
 * products of coefficients are made by cell and not by row. Dense columns stay as they are. The intercept is not stored.
 */
final class FixedRows {
    /** Coefficients, the intercept included. */
    final int coefs;
    /** Cell of each row, in the order asked for. */
    final int[] cell;

    final int cells;
    /** Where the coefficients of a cell begin, one more than there are cells. */
    final int[] cellStart;

    final int[] cellCoef;
    final double[] cellValue;
    /** Dense columns, in the order asked for, and their coefficients. */
    final double[][] dense;

    final int[] denseCoef;

    private FixedRows(
            int coefs,
            int[] cell,
            int[] cellStart,
            int[] cellCoef,
            double[] cellValue,
            double[][] dense,
            int[] denseCoef) {
        this.coefs = coefs;
        this.cell = cell;
        this.cells = cellStart.length - 1;
        this.cellStart = cellStart;
        this.cellCoef = cellCoef;
        this.cellValue = cellValue;
        this.dense = dense;
        this.denseCoef = denseCoef;
    }

    /**
     * The fixed part.
     *
     * @param order the rows in the order wanted, or null for that of the design
     */
    static FixedRows of(Design design, int @Nullable [] order) {
        int rows = design.rows();
        var cell = new int[rows];
        int cells = 1;
        int coef = 1;
        var coded = new ArrayList<Coded>();
        var dense = new ArrayList<double[]>();
        var denseCoef = new ArrayList<Integer>();
        for (var term : design.fixed()) {
            switch (term) {
                case FixedTerm.Categorical categorical -> {
                    var values = new double[categorical.levels().size()];
                    var coefs = new int[values.length];
                    for (int level = 1; level < values.length; level++) {
                        values[level] = 1;
                        coefs[level] = coef + level - 1;
                    }
                    coded.add(new Coded(categorical.level(), coefs, values));
                }
                case FixedTerm.Numeric numeric -> {
                    var bin = numeric.column().bin();
                    if (bin == null) {
                        dense.add(permuted(numeric.column().values(), order));
                        denseCoef.add(coef);
                    } else {
                        var coefs = new int[numeric.column().values().length];
                        Arrays.fill(coefs, coef);
                        coded.add(new Coded(bin, coefs, numeric.column().values()));
                    }
                }
            }
            coef += term.coefficients().size();
        }
        for (var code : coded) {
            cells = refine(cell, cells, code);
        }
        var representative = new int[cells];
        for (int n = rows - 1; n >= 0; n--) {
            representative[cell[n]] = n;
        }
        var cellStart = new int[cells + 1];
        var cellCoef = new int[cells * coded.size()];
        var cellValue = new double[cells * coded.size()];
        int end = 0;
        for (int c = 0; c < cells; c++) {
            for (var code : coded) {
                int level = code.level[representative[c]] & 0xff;
                if (code.values[level] != 0) {
                    cellCoef[end] = code.coefs[level];
                    cellValue[end++] = code.values[level];
                }
            }
            cellStart[c + 1] = end;
        }
        return new FixedRows(
                coef,
                permuted(cell, order),
                cellStart,
                Arrays.copyOf(cellCoef, end),
                Arrays.copyOf(cellValue, end),
                dense.toArray(double[][]::new),
                denseCoef.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The linear predictor of each cell, intercept included. */
    void cellEta(double[] beta, int from, double[] eta) {
        for (int c = 0; c < cells; c++) {
            double sum = beta[from];
            for (int k = cellStart[c]; k < cellStart[c + 1]; k++) {
                sum += cellValue[k] * beta[from + cellCoef[k]];
            }
            eta[c] = sum;
        }
    }

    /** Adds sums by cell to the coefficients, the intercept included. */
    void collect(double[] cellSum, double[] sums, int from) {
        for (int c = 0; c < cells; c++) {
            sums[from] += cellSum[c];
            for (int k = cellStart[c]; k < cellStart[c + 1]; k++) {
                sums[from + cellCoef[k]] += cellValue[k] * cellSum[c];
            }
        }
    }

    /** What a byte stands for: which coefficient gets which value. */
    private static final class Coded {
        final byte[] level;
        final int[] coefs;
        final double[] values;

        Coded(byte[] level, int[] coefs, double[] values) {
            this.level = level;
            this.coefs = coefs;
            this.values = values;
        }
    }

    /** Splits the cells by one more term; numbers them by their first row. */
    private static int refine(int[] cell, int cells, Coded code) {
        int levels = code.values.length;
        int next = 0;
        if ((long) cells * levels <= 1 << 20) {
            var number = new int[cells * levels];
            for (int n = 0; n < cell.length; n++) {
                int key = cell[n] * levels + (code.level[n] & 0xff);
                if (number[key] == 0) {
                    number[key] = ++next;
                }
                cell[n] = number[key] - 1;
            }
            return Math.max(1, next);
        }
        var number = new HashMap<Long, Integer>();
        for (int n = 0; n < cell.length; n++) {
            long key = (long) cell[n] * levels + (code.level[n] & 0xff);
            cell[n] = number.computeIfAbsent(key, any -> number.size());
        }
        return Math.max(1, number.size());
    }

    private static double[] permuted(double[] values, int @Nullable [] order) {
        if (order == null) {
            return values;
        }
        var result = new double[values.length];
        for (int n = 0; n < order.length; n++) {
            result[n] = values[order[n]];
        }
        return result;
    }

    private static int[] permuted(int[] values, int @Nullable [] order) {
        if (order == null) {
            return values;
        }
        var result = new int[values.length];
        for (int n = 0; n < order.length; n++) {
            result[n] = values[order[n]];
        }
        return result;
    }
}
