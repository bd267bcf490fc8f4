package dev.engram.fsrs.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is studied on a day, over repeated simulations. Deterministic: equal settings give equal results.
 *
 * @param day from 0
 * @param cards studied, new ones included
 * @param minutes of answers
 */
public record DailyWork(int day, Band cards, Band minutes) {

    /**
     * A quantity over the runs.
     *
     * @param low what 10 % of the runs do not exceed: the nearest rank
     * @param high what 90 % of the runs do not exceed
     */
    public record Band(double mean, double low, double high) {
        private static Band of(double[] values) {
            var sorted = values.clone();
            Arrays.sort(sorted);
            return new Band(Arrays.stream(sorted).average().orElse(0), quantile(sorted, 0.1), quantile(sorted, 0.9));
        }

        private static double quantile(double[] sorted, double share) {
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        }
    }

    /** Simulates. Time grows with runs × days × cards studied on a day; memory with runs × days. */
    public static List<DailyWork> of(ExamSettings settings) {
        var study = settings.study();
        var cards = new double[study.days()][settings.runs()];
        var minutes = new double[study.days()][settings.runs()];
        for (int run = 0; run < settings.runs(); run++) {
            var simulation = new WorkloadSimulation(
                    study.withSeed(study.seed() + run), settings.started(), settings.minutesPerDay());
            for (int day = 0; day < study.days(); day++) {
                if (settings.restDays().contains(day)) {
                    simulation.rest(day);
                    continue;
                }
                var done = simulation.day(day);
                cards[day][run] = done.newCards() + done.reviews();
                minutes[day][run] = done.minutes();
            }
        }
        var days = new ArrayList<DailyWork>(study.days());
        for (int day = 0; day < study.days(); day++) {
            days.add(new DailyWork(day, Band.of(cards[day]), Band.of(minutes[day])));
        }
        return List.copyOf(days);
    }
}
