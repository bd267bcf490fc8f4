package dev.engram.hardness.glmm.rows;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** A term whose levels or bins are a digit of the pattern. */
    private record Part(int coefficient, @Nullable Column binned, int digit) {}

    private CovariatePatterns(Design design, boolean withOffset) {
        coefficients = design.coefficients().size();
        var code = new PatternCode(design.rows());
        var denseColumns = new ArrayList<Column>();
        var coefficientOf = new ArrayList<Integer>();
        var parts = new ArrayList<Part>();
        int k = 1;
        for (var term : design.fixed()) {
            switch (term) {
                case FixedTerm.Categorical categorical ->
                    parts.add(new Part(
                            k,
                            null,
                            code.append(
                                    categorical.level(), categorical.levels().size())));
                case FixedTerm.Numeric numeric -> {
                    byte[] bin = numeric.column().bin();
                    int bins = numeric.column().values().length;
                    if (bin != null && (long) code.count * bins <= FEW) {
                        parts.add(new Part(k, numeric.column(), code.append(bin, bins)));
                    } else {
                        denseColumns.add(numeric.column());
                        coefficientOf.add(k);
                    }
                }
            }
            k += term.coefficients().size();
        }
        var given = withOffset ? design.offset() : null;
        byte[] bin = given == null ? null : given.bin();
        int digit = -1;
        double[] offsets = {};
        if (given != null && bin != null && (long) code.count * given.values().length <= FEW) {
            offsets = given.values();
            digit = code.append(bin, offsets.length);
            given = null;
        }
        denseOffset = given;
        dense = List.copyOf(denseColumns);
        denseCoefficient = coefficientOf.stream().mapToInt(i -> i).toArray();
        ofRow = code.ofRow;
        offset = new double[code.count];
        start = new int[code.count + 1];
        var columns = new int[code.count * (1 + parts.size())];
        var values = new double[columns.length];
        int end = 0;
        for (int c = 0; c < code.count; c++) {
            values[end++] = 1;
            for (var part : parts) {
                int level = code.digits.get(part.digit)[c];
                double own =
                        part.binned == null ? Math.min(level, 1) : part.binned.values()[level];
                if (own != 0) {
                    columns[end] = part.coefficient + (part.binned == null ? level - 1 : 0);
                    values[end++] = own;
                }
            }
            start[c + 1] = end;
            offset[c] = digit < 0 ? 0 : offsets[code.digits.get(digit)[c]];
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

    /** Number of patterns. */
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
        final List<int[]> digits = new ArrayList<>();
        int count = 1;

        PatternCode(int rows) {
            ofRow = new int[rows];
        }

        /** Adds a digit to the code of each row and returns the index of the digit. */
        int append(byte[] digit, int base) {
            long[] keys = (long) count * base <= TABLE ? byTable(digit, base) : bySorting(digit, base);
            for (int d = 0; d < digits.size(); d++) {
                int[] old = digits.get(d);
                digits.set(
                        d,
                        Arrays.stream(keys)
                                .mapToInt(key -> old[(int) (key / base)])
                                .toArray());
            }
            digits.add(Arrays.stream(keys).mapToInt(key -> (int) (key % base)).toArray());
            count = keys.length;
            return digits.size() - 1;
        }

        private long[] byTable(byte[] digit, int base) {
            var number = new int[count * base];
            for (int n = 0; n < ofRow.length; n++) {
                number[ofRow[n] * base + (digit[n] & 0xff)] = 1;
            }
            var keys = new long[Arrays.stream(number).sum()];
            int next = 0;
            for (int key = 0; key < number.length; key++) {
                if (number[key] != 0) {
                    keys[next] = key;
                    number[key] = next++;
                }
            }
            for (int n = 0; n < ofRow.length; n++) {
                ofRow[n] = number[ofRow[n] * base + (digit[n] & 0xff)];
            }
            return keys;
        }

        private long[] bySorting(byte[] digit, int base) {
            var all = new long[ofRow.length];
            for (int n = 0; n < all.length; n++) {
                all[n] = (long) ofRow[n] * base + (digit[n] & 0xff);
            }
            long[] keys = Arrays.stream(all).sorted().distinct().toArray();
            for (int n = 0; n < all.length; n++) {
                ofRow[n] = Arrays.binarySearch(keys, all[n]);
            }
            return keys;
        }
    }
}
