package dev.engram.cli.bench.merge;

/** How Anki spreads due dates, so that cards learnt together come apart (rslib/src/scheduler/states/fuzz.rs). */
final class AnkiFuzz {
    private AnkiFuzz() {}

    /** By how many days two due dates may differ by chance, both being spread around {@code intervalDays}. */
    static double toleranceDays(double intervalDays) {
        if (intervalDays < 2.5) {
            return 0;
        }
        double oneSided = 1.0
                + 0.15 * between(2.5, 7, intervalDays)
                + 0.10 * between(7, 20, intervalDays)
                + 0.05 * between(20, Double.MAX_VALUE, intervalDays);
        return 2 * Math.ceil(oneSided);
    }

    private static double between(double from, double to, double intervalDays) {
        return Math.max(0, Math.min(intervalDays, to) - from);
    }
}
