package dev.engram.events;

/** An event of one learner. Events are appended to the learner's partition and never edited. */
public sealed interface LearnerEvent
        permits CardEvent, PlanChanged, WeightsFitted, DeckJoined, DeckLeft, CohortJoined, CohortLeft, LearnerErased {

    Stamp stamp();
}
