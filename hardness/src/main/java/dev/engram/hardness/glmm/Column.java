package dev.engram.hardness.glmm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One number for each row: dense, or as a bin of few distinct values (one byte a row). The arrays are not copied, for
 * they may be gigabytes: whoever hands them over leaves them alone from then on.
 */
public final class Column {
    private final double[] values;
    private final byte @Nullable [] bin;

    private Column(double[] values, byte @Nullable [] bin) {
        this.values = values;
        this.bin = bin;
    }

    /** A column of these values, one for each row. */
    public static Column of(double... values) {
        return new Column(Objects.requireNonNull(values, "values"), null);
    }

    /**
     * A column in which row {@code n} has the value {@code value[bin[n]]}, the bin read as unsigned.
     *
     * @throws IllegalArgumentException if there are more than 256 values
     */
    public static Column binned(byte[] bin, double[] value) {
        if (value.length > 256) {
            throw new IllegalArgumentException("value: at most 256 bins, not " + value.length);
        }
        return new Column(value, Objects.requireNonNull(bin, "bin"));
    }

    public int rows() {
        return bin == null ? values.length : bin.length;
    }

    public double at(int row) {
        return bin == null ? values[row] : values[bin[row] & 0xff];
    }

    /** The values by row, or by bin if {@link #bin()} is given; not to be changed. */
    public double[] values() {
        return values;
    }

    /** The bin of each row, unsigned, or null if the values are by row; not to be changed. */
    public byte @Nullable [] bin() {
        return bin;
    }
}
