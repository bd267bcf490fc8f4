package dev.engram.hardness.glmm.numeric;

/** Spreads 64 bits: the finaliser of splitmix64 (Steele, Lea and Flood 2014). A bijection. */
public final class SplitMix64 {
    private SplitMix64() {}

    public static long of(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Of two values; their order matters. */
    public static long of(long a, long b) {
        return of(of(a) ^ b);
    }

    /** Of a text. */
    public static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = of(hash, text.charAt(i));
        }
        return hash;
    }
}
