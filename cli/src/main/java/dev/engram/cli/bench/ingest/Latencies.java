package dev.engram.cli.bench.ingest;

import java.util.Arrays;

/** How long calls took. */
public final class Latencies {
    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    /** @throws IllegalStateException if there are none */
    public static Latencies of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** The smallest figure, in milliseconds, that at least {@code share} of the calls do not exceed. @param share in (0, 1] */
    public double millis(double share) {
        return sortedNanos[(int) Math.ceil(share * sortedNanos.length) - 1] / 1e6;
    }

    public int calls() {
        return sortedNanos.length;
    }

    @Override
    public String toString() {
        return "p50 %.1f ms, p99 %.1f ms, longest %.1f ms of %,d calls"
                .formatted(millis(0.5), millis(0.99), millis(1), calls());
    }
}
