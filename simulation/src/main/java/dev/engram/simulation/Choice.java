package dev.engram.simulation;

/** How learners come by their cards. */
public enum Choice {
    /** Abler learners pick harder concepts. */
    ABILITY,
    /** Every card is as likely as any other. */
    UNIFORM
}
