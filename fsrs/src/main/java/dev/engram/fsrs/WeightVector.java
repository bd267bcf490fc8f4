package dev.engram.fsrs;

import java.util.Arrays;

/** The weights of a memory model, each within its bounds. A class, since a record would compare the array by identity. */
abstract sealed class WeightVector permits Weights, Fsrs7Weights {
    private final double[] w;

    WeightVector(double[] w) {
        this.w = w;
    }

    /** @param index from 0, below the number of weights */
    public final double at(int index) {
        return w[index];
    }

    /** A copy: w0 and all that follow. */
    public final double[] toArray() {
        return w.clone();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof WeightVector that && getClass() == that.getClass() && Arrays.equals(w, that.w);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(w);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + Arrays.toString(w);
    }
}
