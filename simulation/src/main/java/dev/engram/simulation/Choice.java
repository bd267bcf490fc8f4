package dev.engram.simulation;

/** How the cards of a learner are chosen. */
public enum Choice {
    /** Abler learners pick harder concepts. */
    ABILITY,
    /** Every card is as likely as any other. */
    UNIFORM
}
