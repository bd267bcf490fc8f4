package dev.engram.hardness.glmm;

import java.util.Arrays;

/** Covariance of the effects of one random factor around their modes. */
public final class Covariance {
    private final int size;
    private final double[] values;
    private final boolean conditional;

    private Covariance(int size, double[] values, boolean conditional) {
        this.size = size;
        this.values = values;
        this.conditional = conditional;
    }

    /**
     * From the rows of a symmetric matrix, which are copied.
     *
     * @throws IllegalArgumentException if it is not square
     */
    public static Covariance of(double[]... rows) {
        int size = rows.length;
        var values = new double[size * size];
        for (int i = 0; i < size; i++) {
            if (rows[i].length != size) {
                throw new IllegalArgumentException("rows: square, but row " + i + " has " + rows[i].length);
            }
            System.arraycopy(rows[i], 0, values, i * size, size);
        }
        return new Covariance(size, values, false);
    }

    /**
     * From a matrix by rows, which goes over to this object.
     *
     * @param conditional see {@link #conditional()}
     */
    public static Covariance owning(int size, double[] values, boolean conditional) {
        if (values.length != size * size) {
            throw new IllegalArgumentException("values: " + size * size + ", not " + values.length);
        }
        return new Covariance(size, values, conditional);
    }

    public int size() {
        return size;
    }

    /** Covariance of two levels. */
    public double at(int i, int j) {
        return values[i * size + j];
    }

    public double sd(int i) {
        return Math.sqrt(at(i, i));
    }

    /** Whether other effects of the model were taken as known, so that this is a little too small. */
    public boolean conditional() {
        return conditional;
    }

    /** Covariance of the effects less their mean: C V C with C = I - 11'/size. */
    public Covariance centred() {
        var mean = new double[size];
        double all = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                mean[i] += at(i, j);
            }
            mean[i] /= size;
            all += mean[i];
        }
        all /= size;
        var centred = new double[values.length];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double value = at(i, j) - (mean[i] + mean[j]) + all;
                centred[i * size + j] = value;
                centred[j * size + i] = value;
            }
        }
        return new Covariance(size, centred, conditional);
    }

    /** The matrix by rows, a copy. */
    public double[] toArray() {
        return Arrays.copyOf(values, values.length);
    }
}
