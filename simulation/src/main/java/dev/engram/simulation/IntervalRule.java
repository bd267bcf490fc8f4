package dev.engram.simulation;

/** How the next interval of a card is found. */
public sealed interface IntervalRule {
    /** 1, 3, 7, 14, 30, 60, 120 days by streak. */
    record Ladder() implements IntervalRule {}

    /** 2.5 to the power of the streak less one. */
    record Powers() implements IntervalRule {}

    /** FSRS-6 with default weights, from the ratings alone. @param retention the recall aimed at, in (0, 1) */
    record Fsrs(double retention) implements IntervalRule {}

    /** The moment at which the truth has fallen to a probability. @param recall in (0, 1) */
    record Truth(double recall) implements IntervalRule {}
}
