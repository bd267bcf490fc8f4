package dev.engram.fsrs;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** The weights of a memory model, each within its bounds. A class, since a record would compare the array by identity. */
abstract sealed class WeightVector permits Weights, Fsrs7Weights {
    private final double[] w;

    WeightVector(double[] w) {
        this.w = w;
    }

    /** @throws IllegalArgumentException if the number of values is another, or naming the first that is out of bounds */
    static double[] checked(String model, IntToDoubleFunction low, double[] high, double... values) {
        if (values.length != high.length) {
            throw new IllegalArgumentException(model + " has " + high.length + " weights, was given " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            Require.within(low.applyAsDouble(i), high[i], values[i], "w" + i);
        }
        return values.clone();
    }

    /** @param index from 0, below the number of weights */
    public final double at(int index) {
        return w[index];
    }

    /** A copy: w0 and all that follow. */
    public final double[] toArray() {
        return w.clone();
    }

    /** {@code <model>-default}, or {@code <model>-} and 64 bits of FNV-1a over the weights in 16 hexadecimal digits. */
    final String version(String model, WeightVector defaults) {
        if (equals(defaults)) {
            return model.toLowerCase(Locale.ROOT) + "-default";
        }
        long hash = 0xCBF29CE484222325L;
        for (double weight : w) {
            long bits = Double.doubleToLongBits(weight);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                hash = (hash ^ ((bits >>> shift) & 0xFF)) * 0x100000001B3L;
            }
        }
        return String.format(Locale.ROOT, "%s-%016x", model.toLowerCase(Locale.ROOT), hash);
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
