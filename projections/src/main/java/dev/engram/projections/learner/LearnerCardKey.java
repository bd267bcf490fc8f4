package dev.engram.projections.learner;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;

/** One card of one learner. */
public record LearnerCardKey(LearnerId learnerId, CardId cardId) {}
