package dev.engram.simulation.classroom;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.simulation.SeededStreams;
import dev.engram.simulation.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Small classes for tests. */
final class Classes {
    static final Instant END = Instant.parse("2026-05-20T15:00:00Z");

    private Classes() {}

    static ClassDeck deck(int cards) {
        return deck(cards, 1);
    }

    /** @param ids a number that the ids depend on */
    static ClassDeck deck(int cards, long ids) {
        return new ClassDeck(
                new DeckId(SeededStreams.v7(ids, END, 0)),
                "Test",
                IntStream.range(0, cards)
                        .mapToObj(card -> new ClassDeck.Card(
                                new CardId(SeededStreams.v7(ids, END, card + 1)),
                                1,
                                card % 4 == 0 ? List.of(new Tag("all"), new Tag("Few")) : List.of(new Tag("all"))))
                        .toList());
    }

    static ClassScenario scenario(int learners, int days, StudyScheduler scheduler, World world, long seed) {
        return new ClassScenario(learners, days, END, scheduler, world, seed);
    }

    static SimulatedClass of(int learners, int days, StudyScheduler scheduler, World world, long seed) {
        return new SimulatedClass(scenario(learners, days, scheduler, world, seed), deck(40));
    }
}
