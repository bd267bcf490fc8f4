package dev.engram.fsrs.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The desired retention that needs the least work for the knowledge gained: the smallest minutes per card known at the end,
 * over a grid, every point simulated with the same draws.
 *
 * <p>The deck should be new to the learner, as {@link WorkloadSimulation} has it: knowledge at the start is 0, so that all knowledge
 * at the end is gained.
 *
 * @param best the point with the least work; the lower retention on a tie
 * @param points all points, by rising retention, to show what another choice costs
 */
public record RetentionSearch(Point best, List<Point> points) {
    /** Lowest retention searched, as in Anki. */
    public static final double LOWEST = 0.70;

    /** Highest retention searched, as in Anki. */
    public static final double HIGHEST = 0.95;

    private static final double SMALLEST_STEP = 0.0001;
    private static final Comparator<Point> BY_WORK = Comparator.comparingDouble(Point::minutesPerCardKnown);

    /**
     * What one retention comes to.
     *
     * @param desiredRetention between 0 and 1
     * @param minutes work over all days
     * @param knowledge cards known at the end of the last day
     */
    public record Point(double desiredRetention, double minutes, double knowledge) {
        /** Work for each card known; infinite if none is. */
        public double minutesPerCardKnown() {
            return knowledge > 0 ? minutes / knowledge : Double.POSITIVE_INFINITY;
        }
    }

    /** Copies {@code points}. */
    public RetentionSearch {
        points = List.copyOf(points);
    }

    /** Searches 0.70 to 0.95 in hundredths: 26 simulations. The desired retention of {@code settings} has no effect. */
    public static RetentionSearch over(SimulationSettings settings) {
        return over(settings, LOWEST, HIGHEST, 0.01);
    }

    /**
     * Searches {@code low}, {@code low + step} and so on up to {@code high}.
     *
     * @param low between 0 and 1
     * @param high at least {@code low}, below 1
     * @param step at least 0.0001
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static RetentionSearch over(SimulationSettings settings, double low, double high, double step) {
        if (!(low > 0 && low <= high && high < 1)) {
            throw new IllegalArgumentException(
                    "desired retention must be searched between 0 and 1, was from " + low + " to " + high);
        }
        if (!(step >= SMALLEST_STEP)) {
            throw new IllegalArgumentException("step must be at least " + SMALLEST_STEP + ", was " + step);
        }
        var points = new ArrayList<Point>();
        for (int i = 0; low + i * step <= high + 1e-9; i++) {
            points.add(point(settings, Math.min(high, low + i * step)));
        }
        return new RetentionSearch(points.stream().min(BY_WORK).orElseThrow(), points);
    }

    private static Point point(SimulationSettings settings, double desiredRetention) {
        var days = WorkloadSimulation.run(settings.withRetention(desiredRetention));
        double minutes = 0;
        for (var day : days) {
            minutes += day.minutes();
        }
        return new Point(desiredRetention, minutes, days.getLast().knowledge());
    }
}
