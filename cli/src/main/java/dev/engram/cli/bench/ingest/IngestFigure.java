package dev.engram.cli.bench.ingest;

import java.util.Locale;

/**
 * One figure of the benchmark, with what it should be.
 *
 * @param name what was measured
 * @param unit of all three numbers
 * @param goal what is aimed at
 * @param floor what must be reached; the benchmark fails beyond it
 * @param reached what was measured; NaN if it could not be
 * @param more whether more is better
 * @param details how it came about
 */
public record IngestFigure(
        String name, String unit, double goal, double floor, double reached, boolean more, String details) {

    /** A share, in percent, that should be at least {@code goal}. */
    public static IngestFigure share(String name, double goal, double floor, double reached, String details) {
        return new IngestFigure(name, "%", goal, floor, reached, true, details);
    }

    /** A rate that should be at least {@code goal}. */
    public static IngestFigure atLeast(
            String name, String unit, double goal, double floor, double reached, String details) {
        return new IngestFigure(name, unit, goal, floor, reached, true, details);
    }

    /** A time or size that should be at most {@code goal}. */
    public static IngestFigure atMost(
            String name, String unit, double goal, double floor, double reached, String details) {
        return new IngestFigure(name, unit, goal, floor, reached, false, details);
    }

    public IngestFigure with(String detail) {
        return new IngestFigure(name, unit, goal, floor, reached, more, details + "; " + detail);
    }

    boolean meetsGoal() {
        return meets(goal);
    }

    boolean meetsFloor() {
        return meets(floor);
    }

    private boolean meets(double limit) {
        return more ? reached >= limit : reached <= limit;
    }

    String shown(double number) {
        return Double.isNaN(number)
                ? "-"
                : String.format(Locale.ROOT, number < 10 ? "%.1f %s" : "%,.0f %s", number, unit);
    }

    String limit(double number) {
        return (more ? "≥ " : "≤ ") + shown(number);
    }

    String verdict() {
        return Double.isNaN(reached)
                ? "not measured"
                : meetsGoal() ? "reached" : meetsFloor() ? "missed" : "BELOW FLOOR";
    }
}
