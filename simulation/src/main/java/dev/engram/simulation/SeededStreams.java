package dev.engram.simulation;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random streams and ids that depend on a seed and a number alone, whatever was drawn before. */
public final class SeededStreams {
    private SeededStreams() {}

    /** A stream of its own for each seed and number. */
    public static RandomGenerator random(long seed, long number) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(mixed(seed, number));
    }

    /** An id in the form of version 7. @param at its time, to the millisecond */
    public static UUID v7(long seed, Instant at, long number) {
        long low = mixed(seed ^ 0x1d5L, number);
        long high = mixed(seed ^ 0x1d7L, number);
        return new UUID(
                at.toEpochMilli() << 16 | 0x7000 | high & 0xfff, low & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    /** Bits of the seed and the number; for names, too, which must not disturb the streams. */
    static long mixed(long seed, long number) {
        return mix(mix(seed) + 0x9e3779b97f4a7c15L * (number + 2));
    }

    /** The finalizer of SplitMix64 (Stafford's variant 13). */
    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
        return y ^ (y >>> 31);
    }
}
