package dev.engram.card.adapter;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How large decks may become, and how many whole decks are worked on at a time. */
@ConfigMapping(prefix = "engram.decks")
interface DeckConfig {
    /** Cards of a deck in its life, the retired ones included. */
    @WithDefault("50000")
    int maxCards();

    /** Contents of the cards of a deck as JSON. An import holds a deck file and the ids of the deck's cards; an export all of it. */
    @WithDefault("12M")
    MemorySize maxBytes();

    /** Decks of one owner. */
    @WithDefault("500")
    int perOwner();

    /** Imports, exports and undos that wait for their turn; one runs at a time. */
    @WithDefault("16")
    int filesWaiting();

    /** Imports, exports and undos of one caller, running and waiting. */
    @WithDefault("6")
    int filesPerCaller();

    /** How long one waits for its turn; shorter than the gateway waits for an answer. */
    @WithDefault("10S")
    Duration filesLongestWait();

    /** Exports that are being sent, in bytes; held until a slow client has taken the last one. */
    @WithDefault("16M")
    MemorySize exportBytesInFlight();
}
