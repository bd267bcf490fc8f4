package dev.engram.fsrs;

import java.util.Arrays;
import java.util.Locale;

/** Derives a name from the content of weights that have none. */
final class WeightsVersion {
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final long FNV_BASIS = 0xCBF29CE484222325L;

    private WeightsVersion() {}

    /** {@code <model>-default}, or {@code <model>-} and 64 bits of FNV-1a over the weights in 16 hexadecimal digits. */
    static String of(String model, double[] weights, double[] defaults) {
        var prefix = model.toLowerCase(Locale.ROOT) + "-";
        if (Arrays.equals(weights, defaults)) {
            return prefix + "default";
        }
        long hash = FNV_BASIS;
        for (double weight : weights) {
            long bits = Double.doubleToLongBits(weight);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                hash = (hash ^ ((bits >>> shift) & 0xFF)) * FNV_PRIME;
            }
        }
        return prefix + String.format(Locale.ROOT, "%016x", hash);
    }
}
