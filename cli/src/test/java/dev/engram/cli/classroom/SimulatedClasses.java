package dev.engram.cli.classroom;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.simulation.SeededStreams;
import dev.engram.simulation.World;
import dev.engram.simulation.classroom.ClassDeck;
import dev.engram.simulation.classroom.ClassScenario;
import dev.engram.simulation.classroom.SimulatedClass;
import dev.engram.simulation.classroom.StudyScheduler;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Small classes for tests, of seed 5. */
public final class SimulatedClasses {
    public static final Instant END = Instant.parse("2026-05-01T10:00:00Z");

    private SimulatedClasses() {}

    public static SimulatedClass of(int learners) {
        return new SimulatedClass(
                new ClassScenario(learners, 20, END, StudyScheduler.FSRS, World.FSRS, 5),
                new ClassDeck(
                        new DeckId(SeededStreams.v7(1, END, 0)),
                        "Test",
                        IntStream.range(0, 15)
                                .mapToObj(card -> new ClassDeck.Card(
                                        new CardId(SeededStreams.v7(1, END, card + 1)), 1, List.of(new Tag("all"))))
                                .toList()));
    }
}
