package dev.engram.simulation;

import java.util.Locale;

/** Who decides when a card comes back. */
public enum Scheduling {
    /** A ladder of 1, 3, 7, 14, 30, 60, 120 days by successes in a row. */
    FIXED,
    /** FSRS-6 with default weights at 0.9, from its own state, which knows nothing of tags. */
    FSRS,
    /** Each learner by one of four: the ladder, FSRS-6 at 0.9, FSRS-6 at 0.8, powers of 2.5. */
    MIXED,
    /** When the true probability of recall has fallen to 0.9: lapse rates are equal by construction. */
    ORACLE,
    /** FSRS-6 at 0.95 for half of the tags and at 0.80 for the others. */
    POLICY;

    /** The name in tables. */
    public String label() {
        return this == FSRS ? name() : name().toLowerCase(Locale.ROOT);
    }
}
