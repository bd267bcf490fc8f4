package dev.engram.simulation;

/** Takes reviews one by one: those of one learner and card oldest first, card after card. */
@FunctionalInterface
public interface ReviewSink {
    void accept(SimulatedReview review);
}
