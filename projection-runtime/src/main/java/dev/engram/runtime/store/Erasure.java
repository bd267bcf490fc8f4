package dev.engram.runtime.store;

/**
 * What is remembered of a context that was erased: that it was, and how much was removed; not its key.
 *
 * @param partition and {@code offset} of the event that erased it
 * @param rows of aggregates
 * @param parked events that could not be applied
 */
public record Erasure(int partition, long offset, long documents, long contexts, long rows, long parked) {}
