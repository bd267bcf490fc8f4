package dev.engram.projections;

import org.jspecify.annotations.Nullable;

/**
 * A document of a projection.
 *
 * @param epoch of the context that the figures in {@code state} were derived under; older than the context's: derive
 *     them in memory before showing them (the reader does so)
 * @param quarantined why the figures could not be derived; absent when well. The facts in {@code state} are complete.
 */
public record Projected<S>(
        S state, String contextKey, long epoch, @Nullable String quarantined) {}
