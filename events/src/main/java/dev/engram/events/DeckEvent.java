package dev.engram.events;

/** An event of one deck. Events of a deck are relayed in the order of (version, index). */
public sealed interface DeckEvent permits DeckCreated, CardAdded, CardRevised, CardRetired {

    CommitStamp stamp();
}
