package dev.engram.simulation.classroom;

import dev.engram.simulation.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is simulated of a class, but for its deck.
 *
 * @param learners 1 to {@value #MOST_LEARNERS}
 * @param days 1 to {@value #MOST_DAYS}
 * @param end when the days end; nothing happens then or later. Cut to milliseconds
 * @param world how memory truly works
 */
public record ClassScenario(int learners, int days, Instant end, StudyScheduler scheduler, World world, long seed) {
    /** Most learners of one class. */
    public static final int MOST_LEARNERS = 1_000;

    /** Most days. */
    public static final int MOST_DAYS = 730;

    /** @throws IllegalArgumentException naming the field that is out of range */
    public ClassScenario {
        require("learners", learners, MOST_LEARNERS);
        require("days", days, MOST_DAYS);
        end = end.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void require(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(field + " must lie in 1 to " + most + ", was " + value);
        }
    }

    /** When the days begin. */
    public Instant start() {
        return end.minus(Duration.ofDays(days));
    }
}
