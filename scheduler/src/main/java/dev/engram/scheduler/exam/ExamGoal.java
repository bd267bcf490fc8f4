package dev.engram.scheduler.exam;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a learner wants to know on a day, and how much the learner studies until then.
 *
 * @param day of the exam
 * @param targetRecall mean recall over all cards on that day, in (0, 1)
 * @param reviewsPerDay most cards a day, new ones included, {@code 0} to {@link #MOST_REVIEWS}
 * @param minutesPerDay most minutes a day; null for no limit
 * @param newCardsPerDay most new cards a day, {@code >= 0}
 * @param seed of the simulation; the same goal on the same states gives the same forecast
 */
public record ExamGoal(
        LocalDate day,
        double targetRecall,
        int reviewsPerDay,
        @Nullable Double minutesPerDay,
        int newCardsPerDay,
        long seed) {
    /** Most cards a day that are simulated. */
    public static final int MOST_REVIEWS = 1_000;

    /** Most days ahead. */
    public static final int MOST_DAYS = 366;

    /** @throws IllegalArgumentException naming the field that is out of range */
    public ExamGoal {
        if (!(targetRecall > 0 && targetRecall < 1)) {
            throw new IllegalArgumentException("target recall must lie between 0 and 1, was " + targetRecall);
        }
        if (reviewsPerDay < 0 || reviewsPerDay > MOST_REVIEWS || newCardsPerDay < 0) {
            throw new IllegalArgumentException("cards a day must be 0 to " + MOST_REVIEWS + ", were " + reviewsPerDay
                    + " and " + newCardsPerDay + " new ones");
        }
    }
}
