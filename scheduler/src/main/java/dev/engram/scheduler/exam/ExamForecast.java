package dev.engram.scheduler.exam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is expected on the day of an exam.
 *
 * @param asOf the moment from which it is foreseen
 * @param examAt the moment at which recall is asked for: noon of the day in the learner's zone
 * @param studyDays days that are studied before, today included and breaks left out; 0 if the exam is today
 * @param cards all cards of the exam
 * @param newCards those never answered, which count as 0 until they are seen
 * @param unstudied mean recall at {@code examAt} if nothing is studied, by the forgetting curve alone
 * @param study what the goal's limits lead to
 * @param isReachable whether {@code study.expected()} is at least the target
 * @param smallestRetention the least desired retention, of those tried, that reaches the target within the goal's limits; null if none
 *     does
 * @param smallestPace the fewest cards a day, new ones included, that reach it under the plan's desired retention; null if
 *     {@link ExamGoal#MOST_REVIEWS} do not
 * @param runs how often the goal was simulated
 * @param searchRuns the fewest runs of any other pace or retention that was tried: the more cards a day, the fewer
 * @param model that memory is simulated by
 * @param weightsVersion of the learner's plan
 * @param seed of the goal
 */
public record ExamForecast(
        Instant asOf,
        Instant examAt,
        int studyDays,
        int cards,
        int newCards,
        double unstudied,
        Study study,
        boolean isReachable,
        @Nullable Double smallestRetention,
        @Nullable Integer smallestPace,
        int runs,
        int searchRuns,
        String model,
        String weightsVersion,
        long seed) {

    /**
     * What studying comes to.
     *
     * @param expected mean recall, mean over the runs
     * @param low what 10 % of the runs do not exceed
     * @param high what 90 % of the runs do not exceed
     * @param shareReaching share of the runs that reach the target
     * @param reviewsPerDay mean of cards studied on a study day, new ones included
     * @param busiestDay mean of the most cards studied on a day
     * @param minutesPerDay mean, with answer times of many learners
     * @param introduced mean of the new cards seen before the exam
     */
    public record Study(
            double expected,
            double low,
            double high,
            double shareReaching,
            double reviewsPerDay,
            double busiestDay,
            double minutesPerDay,
            double introduced) {}
}
