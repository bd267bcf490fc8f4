package dev.engram.fsrs;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Three fixed seeds and a fresh one, printed; {@code -Dengram.seed=...} reruns one. Own, so that the module stands alone. */
public final class Seeds {
    private Seeds() {}

    public static LongStream fixedAndOneFresh() {
        var given = Long.getLong("engram.seed");
        if (given != null) {
            return LongStream.of(given);
        }
        long fresh = new SecureRandom().nextLong() >>> 16;
        System.out.printf("seed %d (rerun with -Dengram.seed=%d)%n", fresh, fresh);
        return LongStream.of(1, 20_240_229, -7, fresh);
    }

    /** Any weights within their bounds. */
    public static Weights weights(SplittableRandom random) {
        double[] low = {.001, .001, .001, .001, 1, .001, .001, .001, 0, 0, .001, .001, .001, .001, 0, 0, 1, 0, 0, 0, .1
        };
        double[] high = {100, 100, 100, 100, 10, 4, 4, .75, 4.5, .8, 3.5, 5, .25, .9, 4, 1, 6, 2, 2, .8, .8};
        var values = new double[Weights.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = low[i] + random.nextDouble() * (high[i] - low[i]);
        }
        return Weights.of(values);
    }

    /** Any FSRS-7 weights within their bounds. */
    static Fsrs7Weights weights7(SplittableRandom random) {
        double[] low = {
            .0001, .0001, .0001, .0001, 1, .001, .1, 0, 0, .3, .01, .1, 0, 0, 1, 0, 0, .5, .001, .001, 0, 0, 1, .01,
            .01, .2, .5, .01, .1, 0, .1, 0, 0, 0
        };
        double[] high = {
            50, 100, 100, 100, 10, 4, 4, 4, 1.2, 3, 1.5, 1, 3.5, 1, 7, 4, 2, 6, 1.5, 1, 5, 1, 7, .25, .95, .85, .99, 1,
            1, .9, 1.1, 1, .6, .6
        };
        var values = new double[Fsrs7Weights.COUNT];
        for (int i = 0; i < values.length; i++) {
            boolean notFalling = (i >= 1 && i <= 3) || i == 26;
            double from = notFalling ? Math.max(low[i], values[i - 1]) : low[i];
            values[i] = from + random.nextDouble() * (high[i] - from);
        }
        return Fsrs7Weights.of(values);
    }

    /** Stabilities of all orders of magnitude. */
    public static MemoryState memory(SplittableRandom random) {
        return new MemoryState(
                Math.clamp(Math.pow(10, random.nextDouble(-3, 4.57)), 0.001, 36500), random.nextDouble(1, 10));
    }
}
