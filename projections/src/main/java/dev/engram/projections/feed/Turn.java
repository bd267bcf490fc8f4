package dev.engram.projections.feed;

/**
 * The last turn of a partition.
 *
 * @param identity of the documents: another one where they were built anew or repaired, so that turns of before say nothing
 */
public record Turn(long identity, long turn) {}
