package dev.engram.simulation;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.UUID;

/** Ids in the form of version 7 that depend on a seed and a number. */
final class SimulatedIds {
    private static final int KIND = 40; // bits below it count within a kind

    private final long seed;
    private final Instant start;

    SimulatedIds(long seed, Instant start) {
        this.seed = seed;
        this.start = start;
    }

    DeckId deck() {
        return new DeckId(v7(start, 1L << KIND));
    }

    CardId card(int card) {
        return new CardId(v7(start, (2L << KIND) + card));
    }

    LearnerId learner(int learner) {
        return new LearnerId(v7(start, (3L << KIND) + learner));
    }

    /** The author of the deck. */
    LearnerId author() {
        return new LearnerId(v7(start, 4L << KIND));
    }

    /** @param number of the event among those of its learner, below 2^30 */
    EventId event(int learner, int number, Instant at) {
        return new EventId(v7(at, (5L << 61) + ((long) learner << 30) + number));
    }

    private UUID v7(Instant at, long number) {
        long low = RandomStreams.mixed(seed ^ 0x1d5L, number);
        long high = RandomStreams.mixed(seed ^ 0x1d7L, number);
        return new UUID(
                at.toEpochMilli() << 16 | 0x7000 | high & 0xfff, low & 0x3fffffffffffffffL | 0x8000000000000000L);
    }
}
