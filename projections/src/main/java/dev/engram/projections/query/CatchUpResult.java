package dev.engram.projections.query;

/**
 * Result of waiting for a position.
 *
 * @param caughtUp everything named by the position has been passed
 * @param parked an event at the position was passed, but could not be applied
 */
public record CatchUpResult(boolean caughtUp, boolean parked) {}
