package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * The fixed part of a design, compressed: rows that agree in all categorical and binned terms share a cell, so that sums of
 * products of coefficients are made by cell and not by row. Dense columns stay as they are. The intercept is not stored.
 */
final class FixedRows {
    /** Above this many combinations cells are found by sorting. */
    private static final long LARGEST_TABLE = 1 << 20;

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

    /** The fixed part, in the order of the design. */
    static FixedRows of(Design design) {
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
                        dense.add(numeric.column().values());
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
                cell,
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

    /** Splits the cells by one more term; they are numbered by their levels, whatever the order of the rows. */
    private static int refine(int[] cell, int cells, Coded code) {
        int levels = code.values.length;
        if ((long) cells * levels > LARGEST_TABLE) {
            return refineMany(cell, code);
        }
        var number = new int[cells * levels];
        for (int n = 0; n < cell.length; n++) {
            cell[n] = cell[n] * levels + (code.level[n] & 0xff);
            number[cell[n]] = 1;
        }
        int next = 0;
        for (int key = 0; key < number.length; key++) {
            next += number[key];
            number[key] = next - 1;
        }
        for (int n = 0; n < cell.length; n++) {
            cell[n] = number[cell[n]];
        }
        return Math.max(1, next);
    }

    private static int refineMany(int[] cell, Coded code) {
        var keys = new long[cell.length];
        for (int n = 0; n < cell.length; n++) {
            keys[n] = (long) cell[n] * code.values.length + (code.level[n] & 0xff);
        }
        var distinct = Arrays.stream(keys).sorted().distinct().toArray();
        for (int n = 0; n < cell.length; n++) {
            cell[n] = Arrays.binarySearch(distinct, keys[n]);
        }
        return distinct.length;
    }

    /** The same with the rows in another order. */
    FixedRows in(int[] order) {
        var orderedCell = new int[cell.length];
        var orderedDense = new double[dense.length][cell.length];
        for (int n = 0; n < order.length; n++) {
            orderedCell[n] = cell[order[n]];
            for (int m = 0; m < dense.length; m++) {
                orderedDense[m][n] = dense[m][order[n]];
            }
        }
        return new FixedRows(coefs, orderedCell, cellStart, cellCoef, cellValue, orderedDense, denseCoef);
    }
}
