package dev.engram.events;

/** A fact about one learner. Facts are appended to the learner's partition and never edited. */
public sealed interface LearnerEvent permits CardEvent, PlanChanged, DeckJoined, DeckLeft {

    Stamp stamp();
}
