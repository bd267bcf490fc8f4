package dev.engram.runtime.reader;

/**
 * What became of a wait.
 *
 * @param caughtUp the position has been passed
 * @param parked the event at the position was passed, but could not be applied
 */
public record CatchUpResult(boolean caughtUp, boolean parked) {}
