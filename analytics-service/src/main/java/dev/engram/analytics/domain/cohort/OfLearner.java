package dev.engram.analytics.domain.cohort;

import dev.engram.events.LearnerId;

/** What was computed of one learner of a class. @param <T> the figures */
public record OfLearner<T>(LearnerId learner, T figures) {}
