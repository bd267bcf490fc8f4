package dev.engram.bench.reliability;

import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Size;
import dev.engram.simulation.World;
import dev.engram.simulation.classroom.ClassDeck;
import dev.engram.simulation.classroom.ClassScenario;
import dev.engram.simulation.classroom.Reliability;
import dev.engram.simulation.classroom.SimulatedClass;
import dev.engram.simulation.classroom.StudyScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of one simulated class, 30 days after its last day. */
record MeasuredClass(World world, StudyScheduler scheduler, Reliability table) {
    static final int TAGS = 12;
    static final int CARDS = 200;
    static final Duration HORIZON = Duration.ofDays(30);

    /** Any moment: nothing depends on the calendar but the hour at which the days end. */
    private static final Instant END = Instant.parse("2026-06-01T18:00:00Z");

    /** Every scheduler in every world, that of the project in the world of its own model first. */
    static List<MeasuredClass> all(int learners, int days, long seed) {
        var all = new ArrayList<MeasuredClass>();
        for (var world : World.values()) {
            for (var scheduler : StudyScheduler.values()) {
                all.add(of(world, scheduler, learners, days, seed));
            }
        }
        return List.copyOf(all);
    }

    static MeasuredClass of(World world, StudyScheduler scheduler, int learners, int days, long seed) {
        var tagged = new Simulation(
                new Scenario(world, Scheduling.FSRS, Choice.UNIFORM), new Size(TAGS, CARDS, 1, CARDS, days), seed);
        var simulated = new SimulatedClass(
                new ClassScenario(learners, days, END, scheduler, world, seed), ClassDeck.drawn(tagged.truth(), seed));
        return new MeasuredClass(world, scheduler, Reliability.of(simulated, HORIZON));
    }
}
