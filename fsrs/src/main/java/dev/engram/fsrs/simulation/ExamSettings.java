package dev.engram.fsrs.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is simulated up to an exam.
 *
 * @param study days of study before the exam, new cards, limits, weights and rules; its seed is that of the first run
 * @param started cards studied before; kept by the day on which they fall due
 * @param minutesPerDay most minutes of answers on a day, the last answer begun within them included; infinite for no limit
 * @param examDay when recall is asked for, in days of 24 hours after the moment at which day 0 is studied
 * @param runs how often it is simulated, {@code >= 1}, with the seeds that follow that of {@code study}
 * @param restDays days from 0 on which nothing is studied; what falls due then waits
 * @param neverSeen further cards that are not studied at all, and recalled by nobody, {@code >= 0}
 */
public record ExamSettings(
        SimulationSettings study,
        List<StartedCard> started,
        double minutesPerDay,
        double examDay,
        int runs,
        Set<Integer> restDays,
        int neverSeen) {
    /** @throws IllegalArgumentException naming the field that is out of range */
    public ExamSettings {
        started = started.stream()
                .sorted(Comparator.comparingInt(StartedCard::dueDay))
                .toList();
        if (!(minutesPerDay >= 0)) {
            throw new IllegalArgumentException("minutes per day must be at least 0, was " + minutesPerDay);
        }
        if (!(examDay >= study.days() - 1)) {
            throw new IllegalArgumentException("the exam must follow the last day of study, was on day " + examDay);
        }
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, was " + runs);
        }
        restDays = Set.copyOf(restDays);
        if (neverSeen < 0) {
            throw new IllegalArgumentException("cards never seen must be at least 0, were " + neverSeen);
        }
    }

    /** Days on which cards are studied. */
    public int studyDays() {
        return study.days()
                - (int) restDays.stream()
                        .filter(day -> day >= 0 && day < study.days())
                        .count();
    }

    /** All cards, new ones included. */
    public int cards() {
        return started.size() + study.cards() + neverSeen;
    }

    /** The same with other limits and rules of study, and fewer or more runs. */
    public ExamSettings with(SimulationSettings other, int otherRuns) {
        return new ExamSettings(other, started, minutesPerDay, examDay, otherRuns, restDays, neverSeen);
    }
}
