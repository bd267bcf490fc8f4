package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fixed part of a design, compiled: each row has a cell, which stands for its levels of all categorical terms and, as
 * long as cells stay few, its bins of all binned columns. What is left are dense columns. Cells are numbered by their
 * content, not by the order of the rows.
 */
final class SweepCells {
    /** Most cells that binned columns may make; beyond, they are stored row by row. */
    private static final int FEW = 8_192;

    final int coefficients;
    /** Cell of each row of the design, until it is taken. */
    private int[] ofRow;

    final double[] offset;
    /** Dense columns, and which coefficient each belongs to. */
    final List<Column> dense;

    final int[] denseCoefficient;
    final @Nullable Column denseOffset;
    /** Entries of the rows of the fixed design that cells decide, by cell; the intercept, always 1, is left out. */
    final int[] start;

    final int[] column;
    final double[] value;

    private SweepCells(
            int coefficients,
            int[] ofRow,
            List<double[]> cellRows,
            double[] offset,
            List<Column> dense,
            int[] denseCoefficient,
            @Nullable Column denseOffset) {
        this.coefficients = coefficients;
        this.ofRow = ofRow;
        this.offset = offset;
        this.dense = dense;
        this.denseCoefficient = denseCoefficient;
        this.denseOffset = denseOffset;
        start = new int[cellRows.size() + 1];
        int entries = 0;
        for (var row : cellRows) {
            entries += nonZero(row);
        }
        column = new int[entries];
        value = new double[entries];
        int at = 0;
        for (int c = 0; c < cellRows.size(); c++) {
            double[] row = cellRows.get(c);
            for (int k = 1; k < row.length; k++) {
                if (row[k] != 0) {
                    column[at] = k;
                    value[at++] = row[k];
                }
            }
            start[c + 1] = at;
        }
    }

    int count() {
        return offset.length;
    }

    /** The cell of each row, once: its memory is the caller's from then on. */
    int[] takeRows() {
        int[] taken = ofRow;
        ofRow = new int[0];
        return taken;
    }

    /** Compiles the fixed terms and the offset of a design. */
    static SweepCells of(Design design) {
        int rows = design.rows();
        var code = new SweepCode(rows);
        int p = design.coefficients().size();
        var dense = new ArrayList<Column>();
        var denseCoefficient = new ArrayList<Integer>();
        record Part(int coefficient, @Nullable Column binned, int digit) {}
        var parts = new ArrayList<Part>();
        int k = 1;
        for (var term : design.fixed()) {
            switch (term) {
                case FixedTerm.Categorical categorical -> {
                    parts.add(new Part(
                            k,
                            null,
                            code.append(
                                    categorical.level(), categorical.levels().size())));
                }
                case FixedTerm.Numeric numeric -> {
                    byte[] bin = numeric.column().bin();
                    double[] values = numeric.column().values();
                    if (bin != null && (long) code.count * values.length <= FEW) {
                        parts.add(new Part(k, numeric.column(), code.append(bin, values.length)));
                    } else {
                        dense.add(numeric.column());
                        denseCoefficient.add(k);
                    }
                }
            }
            k += term.coefficients().size();
        }
        Column offset = design.offset();
        byte[] offsetBin = offset == null ? null : offset.bin();
        int offsetDigit = -1;
        double[] offsetValue = {};
        if (offset != null && offsetBin != null && (long) code.count * offset.values().length <= FEW) {
            offsetValue = offset.values();
            offsetDigit = code.append(offsetBin, offsetValue.length);
            offset = null;
        }
        var cellRows = new ArrayList<double[]>();
        var cellOffset = new double[code.count];
        for (int c = 0; c < code.count; c++) {
            var row = new double[p];
            for (var part : parts) {
                int digit = code.digits.get(part.digit)[c];
                Column binned = part.binned;
                if (binned != null) {
                    row[part.coefficient] = binned.values()[digit];
                } else if (digit > 0) {
                    row[part.coefficient + digit - 1] = 1;
                }
            }
            cellRows.add(row);
            cellOffset[c] = offsetDigit < 0 ? 0 : offsetValue[code.digits.get(offsetDigit)[c]];
        }
        return new SweepCells(
                p,
                code.ofRow,
                cellRows,
                cellOffset,
                dense,
                denseCoefficient.stream().mapToInt(i -> i).toArray(),
                offset);
    }

    private static int nonZero(double[] row) {
        int number = 0;
        for (int k = 1; k < row.length; k++) {
            number += row[k] != 0 ? 1 : 0;
        }
        return number;
    }
}
