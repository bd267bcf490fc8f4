package dev.engram.maintenance.log;

import java.util.Arrays;

/** Fingerprints in two arrays: up to 64 bytes each while it grows, 24 on average. */
final class FingerprintSet {

    private static final double FULL = 0.7;

    // (0, 0) stands for an empty place: no SHA-256 that anybody has seen begins with 128 zeros
    private long[] highs = new long[1024];
    private long[] lows = new long[1024];
    private int size;

    boolean contains(Fingerprint print) {
        int place = place(highs, lows, print.high(), print.low());
        return highs[place] == print.high() && lows[place] == print.low();
    }

    /** @return false if it was there already */
    boolean add(Fingerprint print) {
        if (contains(print)) {
            return false;
        }
        if (size >= highs.length * FULL) {
            grow();
        }
        int place = place(highs, lows, print.high(), print.low());
        highs[place] = print.high();
        lows[place] = print.low();
        size++;
        return true;
    }

    void clear() {
        Arrays.fill(highs, 0);
        Arrays.fill(lows, 0);
        size = 0;
    }

    private void grow() {
        var newHighs = new long[highs.length * 2];
        var newLows = new long[lows.length * 2];
        for (int i = 0; i < highs.length; i++) {
            if (highs[i] != 0 || lows[i] != 0) {
                int place = place(newHighs, newLows, highs[i], lows[i]);
                newHighs[place] = highs[i];
                newLows[place] = lows[i];
            }
        }
        highs = newHighs;
        lows = newLows;
    }

    /** Where it stands, or the empty place where it would. */
    private static int place(long[] highs, long[] lows, long high, long low) {
        int mask = highs.length - 1;
        int place = (int) high & mask;
        while ((highs[place] != 0 || lows[place] != 0) && (highs[place] != high || lows[place] != low)) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
