package dev.engram.projections;

/**
 * The context that documents share.
 *
 * @param epoch raised whenever all documents must be derived anew; 0 for a context without events
 * @param stale documents of an older epoch may exist; they are re-derived in chunks
 */
public record ProjectedContext<C>(C context, long epoch, boolean stale) {}
