package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Column;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Columns of a number per row, by quantile bins where there are many rows. */
public final class TimeColumn {
    /** Above this number of rows the logs of times are binned: 8 bytes a row become 1. */
    public static final int BIN_ABOVE = 2_000_000;
    /** 24 bins moved tag effects by at most 0.03 of their SD. */
    public static final int BINS = 24;

    private static final int SAMPLE = 1 << 20;

    private TimeColumn() {}

    static Column of(int rows, IntToDoubleFunction value) {
        return rows > BIN_ABOVE ? binned(rows, BINS, value) : dense(rows, value);
    }

    static Column dense(int rows, IntToDoubleFunction value) {
        return Column.of(IntStream.range(0, rows).mapToDouble(value).toArray());
    }

    /** Bins between quantiles of an even sample; the value of a bin is the mean of its rows. */
    static Column binned(int rows, int bins, IntToDoubleFunction value) {
        int stride = Math.max(1, rows / SAMPLE);
        var sample = new double[Math.ceilDiv(rows, stride)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = value.applyAsDouble(i * stride);
        }
        Arrays.sort(sample);
        var edge = new double[bins - 1];
        for (int b = 1; b < bins; b++) {
            edge[b - 1] = sample[(int) ((long) b * sample.length / bins)];
        }
        edge = Arrays.stream(edge).distinct().toArray();
        var bin = new byte[rows];
        var sum = new double[edge.length + 1];
        var count = new long[sum.length];
        for (int n = 0; n < rows; n++) {
            double v = value.applyAsDouble(n);
            int place = Arrays.binarySearch(edge, v);
            int b = place >= 0 ? place + 1 : -place - 1;
            bin[n] = (byte) b;
            sum[b] += v;
            count[b]++;
        }
        for (int b = 0; b < sum.length; b++) {
            sum[b] = count[b] == 0 ? 0 : sum[b] / count[b];
        }
        return Column.binned(bin, sum);
    }
}
