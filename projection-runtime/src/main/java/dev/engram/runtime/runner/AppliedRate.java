package dev.engram.runtime.runner;

import java.time.InstantSource;

/** Counts applied events, in all and per second over the last ten whole seconds. Written by one thread, read by many. */
final class AppliedRate {

    private static final int SECONDS = 10;

    private final InstantSource clock;
    private final long[] counts = new long[SECONDS + 1];
    private final long[] seconds = new long[SECONDS + 1];
    private long total;

    AppliedRate(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(int events) {
        long second = clock.instant().getEpochSecond();
        int slot = Math.floorMod(second, counts.length);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        counts[slot] += events;
        total += events;
    }

    synchronized long total() {
        return total;
    }

    synchronized double perSecond() {
        long now = clock.instant().getEpochSecond();
        long sum = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            if (seconds[slot] < now && seconds[slot] >= now - SECONDS) {
                sum += counts[slot];
            }
        }
        return (double) sum / SECONDS;
    }
}
