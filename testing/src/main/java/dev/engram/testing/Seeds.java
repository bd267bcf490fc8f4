package dev.engram.testing;

import java.security.SecureRandom;
import java.util.stream.LongStream;

/**
 * Seeds of property tests, for {@code @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")}. The fixed ones make a
 * failure reproducible on every machine, the fresh one covers new cases.
 */
public final class Seeds {
    /** Name of the system property that reruns one seed: {@code -Dengram.seed=42}. */
    public static final String PROPERTY = "engram.seed";

    private static final long[] FIXED = {1, 20_240_229, -7};

    private Seeds() {}

    /**
     * A fixed few and one that no run had before, which is printed; or only the seed given by {@value #PROPERTY}.
     *
     * @throws IllegalArgumentException if {@value #PROPERTY} is set and no whole number
     */
    public static LongStream fixedAndOneFresh() {
        var fixed = given().isEmpty() ? LongStream.of(FIXED) : LongStream.empty();
        return LongStream.concat(fixed, LongStream.of(one()));
    }

    /** One seed: that of {@value #PROPERTY}, else one that no run had before, which is printed. For tests too long to be repeated. */
    public static long one() {
        if (given().isEmpty()) {
            // 48 bits: all that java.util.Random keeps, and short enough to type
            long seed = new SecureRandom().nextLong() >>> 16;
            System.out.printf("seed %d (rerun with -D%s=%d)%n", seed, PROPERTY, seed);
            return seed;
        }
        try {
            return Long.parseLong(given());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PROPERTY + " must be a whole number, was " + given(), e);
        }
    }

    private static String given() {
        return System.getProperty(PROPERTY, "").strip();
    }
}
