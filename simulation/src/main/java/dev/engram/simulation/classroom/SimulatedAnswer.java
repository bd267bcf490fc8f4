package dev.engram.simulation.classroom;

import dev.engram.events.ReviewRecorded;
import java.util.OptionalDouble;

/** A review, and the true probability of recall just before it; none for the first answer to a card. */
public record SimulatedAnswer(ReviewRecorded review, OptionalDouble recall) {}
