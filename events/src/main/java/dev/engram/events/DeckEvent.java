package dev.engram.events;

/** A fact about one deck. Facts of a deck are relayed in the order of (version, index). */
public sealed interface DeckEvent permits DeckCreated, CardAdded, CardRevised, CardRetired {

    CommitStamp stamp();
}
