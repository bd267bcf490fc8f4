package dev.engram.simulation.classroom;

import java.util.Locale;

/** Who decides when a card of a simulated class comes back. */
public enum StudyScheduler {
    /** The queue and the fold of the project, under the learner's plan. */
    FSRS,
    /** A ladder of 1, 3, 7, 14, 30, 60, 120 days by successes in a row. */
    FIXED;

    /** The name in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
