package dev.engram.fsrs.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * Mean recall of some cards on the day of an exam, over repeated simulations. Cards never seen count as 0. Deterministic: equal
 * settings give equal results. Two settings with the same seed are compared on the same draws.
 *
 * @param recalls mean recall in each run, in [0, 1], from the lowest to the highest
 * @param reviewsPerDay cards studied on a day, new ones included: mean over days and runs
 * @param busiestDay the most cards studied on a day: mean over runs
 * @param minutesPerDay mean over days and runs
 * @param introduced new cards seen before the exam: mean over runs
 */
public record ExamSimulation(
        List<Double> recalls, double reviewsPerDay, double busiestDay, double minutesPerDay, double introduced) {
    /** Copies {@code recalls}. */
    public ExamSimulation {
        recalls = List.copyOf(recalls);
    }

    /** Simulates. Time grows with runs × days × cards studied on a day. With no cards recall is 0. */
    public static ExamSimulation of(ExamSettings settings) {
        var study = settings.study();
        var recalls = new double[settings.runs()];
        double studied = 0;
        double busiest = 0;
        double minutes = 0;
        double introduced = 0;
        for (int run = 0; run < recalls.length; run++) {
            var simulation = new WorkloadSimulation(
                    study.withSeed(study.seed() + run), settings.started(), settings.minutesPerDay());
            int most = 0;
            for (int day = 0; day < study.days(); day++) {
                if (settings.restDays().contains(day)) {
                    simulation.rest(day);
                    continue;
                }
                var done = simulation.day(day);
                int cards = done.newCards() + done.reviews();
                most = Math.max(most, cards);
                studied += cards;
                minutes += done.minutes();
                introduced += done.newCards();
            }
            busiest += most;
            recalls[run] = mean(simulation.recallAt(settings.examDay()), settings.cards());
        }
        double days = (double) recalls.length * Math.max(1, settings.studyDays());
        return new ExamSimulation(
                Arrays.stream(recalls).sorted().boxed().toList(),
                studied / days,
                busiest / recalls.length,
                minutes / days,
                introduced / recalls.length);
    }

    private static double mean(double sum, int cards) {
        return cards == 0 ? 0 : sum / cards;
    }

    /** Mean over the runs. */
    public double expected() {
        return recalls.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** The recall that a share of the runs does not exceed: the nearest rank. @param share in (0, 1] */
    public double quantile(double share) {
        return recalls.get(Math.max(0, (int) Math.ceil(share * recalls.size()) - 1));
    }

    /** Share of the runs that reach a recall. */
    public double shareReaching(double recall) {
        return recalls.stream().filter(reached -> reached >= recall).count() / (double) recalls.size();
    }
}
