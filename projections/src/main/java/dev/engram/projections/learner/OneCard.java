package dev.engram.projections.learner;

import org.jspecify.annotations.Nullable;

/**
 * One card of a learner with its whole history.
 *
 * @param card        with an empty history if it was never answered
 * @param quarantined why the state could not be derived from the history; absent when well
 */
public record OneCard(
        LearnerContext context, LearnerCard card, @Nullable String quarantined) {}
