package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The memory that a fit needs beside its design, an estimate from above, and what follows from the heap of this process. */
public final class FitMemory {
    /** Most columns whose square an array can hold. */
    private static final int LARGEST = 46_340;
    /** Dense matrices held at a time: sums, factors of three modes, inverses. */
    private static final int MATRICES = 8;
    /** Bytes that a row takes, for a few factors and numeric columns. */
    private static final int ROW_BYTES = 120;
    /** The same by {@link Method#PQL}. */
    private static final int PQL_ROW_BYTES = 40;
    /** Columns of the two dense matrices of {@link Method#PQL}, at most. */
    private static final int PQL_COLUMNS = 3_000;
    /** Bytes of the sums of {@link Method#PQL}, at most. */
    private static final double PQL_SUMS = 256L << 20;
    /** Share of the heap that fits may take: the rest is for designs and results. */
    private static final double SHARE = 0.7;

    private FitMemory() {}

    /** How many fits of a design may run side by side: as many as there are threads and the heap has room for, at least 1. */
    public static int fitsAtOnce(Design design, Method method, int threads) {
        double room = SHARE * Runtime.getRuntime().maxMemory() / Math.max(1, bytes(design, method));
        return (int) Math.clamp(room, 1, Math.max(1, threads));
    }

    /** The reason why one fit does not find room, or null. {@link Method#PQL} is never refused for it. */
    static @Nullable Unfit tooLarge(Design design, Method method) {
        long columns = columns(design);
        double bytes = bytes(design, method);
        double heap = Runtime.getRuntime().maxMemory();
        if (method == Method.PQL || columns <= LARGEST && bytes <= SHARE * heap) {
            return null;
        }
        return new Unfit(
                Unfit.Reason.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "The method %s needs %.1f GB for the %,d effects beside those of the factor with most levels, and the"
                                + " heap has %.1f GB: set ENGRAM_HARDNESS_HEAP (elsewhere -Xmx), or %s.",
                        method.name().toLowerCase(Locale.ROOT),
                        bytes / (1 << 30),
                        columns,
                        heap / (1 << 30),
                        design.thresholds() == null ? "use the method pql" : "fit a sample of whole learners"));
    }

    private static double bytes(Design design, Method method) {
        double columns = columns(design);
        if (method == Method.PQL) {
            double dense = Math.min(columns, PQL_COLUMNS);
            return 16 * dense * dense + PQL_SUMS + (double) PQL_ROW_BYTES * design.rows();
        }
        return 8 * MATRICES * columns * columns + (double) ROW_BYTES * design.rows();
    }

    /** Effects beside those of the grouping with most levels: time and memory go by the cube and square of their number. */
    public static long columns(Design design) {
        long columns = design.coefficients().size();
        long largest = 0;
        for (int k = 0; k < design.random().size(); k++) {
            var factor = design.random().get(k);
            long levels = factor.levels().size();
            columns += levels;
            if (factor instanceof RandomFactor.Grouping
                    && (design.thresholds() == null || k != design.thresholds().shift)) {
                largest = Math.max(largest, levels);
            }
        }
        return columns - largest;
    }
}
