package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fixed part of a design, compiled: rows that agree in all categorical terms and, as long as patterns stay few, in their
 * bins of all binned columns share a pattern, so that sums of products of coefficients are made by pattern and not by row. What
 * is left are dense columns. Patterns are numbered by their content, not by the order of the rows.
 */
public final class CovariatePatterns {
    /** Most patterns that binned columns may make; beyond, they are stored row by row. */
    private static final int FEW = 8_192;

    public final int coefficients;
    /** Pattern of each row of the design, until it is taken. */
    private int[] ofRow;
    /** Offset of each pattern, where its column is binned. */
    public final double[] offset;
    /** Dense columns, and which coefficient each belongs to. */
    public final List<Column> dense;

    public final int[] denseCoefficient;
    public final @Nullable Column denseOffset;
    /** Where the coefficients of a pattern begin, and the end; they rise, the first being the intercept, always 1. */
    public final int[] start;

    public final int[] column;
    public final double[] value;

    private CovariatePatterns(Design design, boolean withOffset) {
        coefficients = design.coefficients().size();
        var code = new PatternCode(design.rows());
        var denseColumns = new ArrayList<Column>();
        var coefficientOf = new ArrayList<Integer>();
        var parts = new TreeMap<Integer, FixedTerm>();
        int k = 1;
        for (var term : design.fixed()) {
            switch (term) {
                case FixedTerm.Categorical categorical -> {
                    code.append(categorical.level(), categorical.levels().size());
                    parts.put(k, term);
                }
                case FixedTerm.Numeric numeric -> {
                    if (code.append(numeric.column())) {
                        parts.put(k, term);
                    } else {
                        denseColumns.add(numeric.column());
                        coefficientOf.add(k);
                    }
                }
            }
            k += term.coefficients().size();
        }
        var given = withOffset ? design.offset() : null;
        boolean binned = given != null && code.append(given);
        denseOffset = binned ? null : given;
        dense = List.copyOf(denseColumns);
        denseCoefficient = coefficientOf.stream().mapToInt(i -> i).toArray();
        ofRow = code.ofRow;
        int[] example = code.examples();
        offset = new double[example.length];
        start = new int[example.length + 1];
        var columns = new int[example.length * (1 + parts.size())];
        var values = new double[columns.length];
        int end = 0;
        for (int c = 0; c < example.length; c++) {
            values[end++] = 1;
            for (var part : parts.entrySet()) {
                int level = part.getValue() instanceof FixedTerm.Categorical term ? term.at(example[c]) : 1;
                double own = part.getValue() instanceof FixedTerm.Numeric term
                        ? term.column().at(example[c])
                        : Math.min(level, 1);
                if (own != 0) {
                    columns[end] = part.getKey() + level - 1;
                    values[end++] = own;
                }
            }
            start[c + 1] = end;
            offset[c] = given != null && binned ? given.at(example[c]) : 0;
        }
        column = Arrays.copyOf(columns, end);
        value = Arrays.copyOf(values, end);
    }

    /** Compiles the fixed terms and the offset of a design. */
    public static CovariatePatterns of(Design design) {
        return new CovariatePatterns(design, true);
    }

    /** Compiles the fixed terms alone. */
    public static CovariatePatterns withoutOffset(Design design) {
        return new CovariatePatterns(design, false);
    }

    public int count() {
        return offset.length;
    }

    /** The pattern of each row, once: its memory is the caller's from then on. */
    public int[] takeRows() {
        int[] taken = ofRow;
        ofRow = new int[0];
        return taken;
    }

    /**
     * The linear predictor of each pattern, with the binned offset.
     *
     * @param from where the coefficients begin in {@code beta}
     */
    public double[] predictor(double[] beta, int from) {
        var predictor = new double[count()];
        for (int c = 0; c < predictor.length; c++) {
            double sum = offset[c];
            for (int k = start[c]; k < start[c + 1]; k++) {
                sum += value[k] * beta[from + column[k]];
            }
            predictor[c] = sum;
        }
        return predictor;
    }

    /** Adds sums by pattern to the coefficients. */
    public void collect(double[] sumOf, double[] sums, int from) {
        for (int c = 0; c < count(); c++) {
            for (int k = start[c]; k < start[c + 1]; k++) {
                sums[from + column[k]] += value[k] * sumOf[c];
            }
        }
    }

    /** A code that grows by one digit at a time; only combinations that occur have a number. */
    private static final class PatternCode {
        private static final int TABLE = 1 << 22;

        final int[] ofRow;
        private int count = 1;

        PatternCode(int rows) {
            ofRow = new int[rows];
        }

        /** Adds the bin of a column to the code of each row, if it has bins and patterns stay few. */
        boolean append(Column binned) {
            byte[] bin = binned.bin();
            int bins = binned.values().length;
            if (bin == null || (long) count * bins > FEW) {
                return false;
            }
            append(bin, bins);
            return true;
        }

        /** Adds a digit to the code of each row. */
        void append(byte[] digit, int base) {
            if ((long) count * base <= TABLE) {
                byTable(digit, base);
            } else {
                bySorting(digit, base);
            }
        }

        /** A row of each pattern. */
        int[] examples() {
            var example = new int[count];
            for (int n = 0; n < ofRow.length; n++) {
                example[ofRow[n]] = n;
            }
            return example;
        }

        private void byTable(byte[] digit, int base) {
            var number = new int[count * base];
            for (int n = 0; n < ofRow.length; n++) {
                number[ofRow[n] * base + (digit[n] & 0xff)] = 1;
            }
            count = 0;
            for (int key = 0; key < number.length; key++) {
                number[key] = number[key] == 0 ? -1 : count++;
            }
            for (int n = 0; n < ofRow.length; n++) {
                ofRow[n] = number[ofRow[n] * base + (digit[n] & 0xff)];
            }
        }

        private void bySorting(byte[] digit, int base) {
            var all = new long[ofRow.length];
            for (int n = 0; n < all.length; n++) {
                all[n] = (long) ofRow[n] * base + (digit[n] & 0xff);
            }
            long[] keys = Arrays.stream(all).sorted().distinct().toArray();
            count = keys.length;
            for (int n = 0; n < all.length; n++) {
                ofRow[n] = Arrays.binarySearch(keys, all[n]);
            }
        }
    }
}
