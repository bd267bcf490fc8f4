package dev.engram.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is simulated, but for its size and its seed. */
public record Scenario(World world, Scheduling scheduling, Choice choice) {
    /** Every scheduler in both worlds where abler learners pick harder concepts, and four of them without that. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (var world : World.values()) {
            for (var scheduling : Scheduling.values()) {
                all.add(new Scenario(world, scheduling, Choice.ABILITY));
            }
        }
        for (var world : World.values()) {
            all.add(new Scenario(world, Scheduling.FSRS, Choice.UNIFORM));
            all.add(new Scenario(world, Scheduling.ORACLE, Choice.UNIFORM));
        }
        return List.copyOf(all);
    }

    /** The name in tables, such as {@code fsrs oracle, ability}. */
    public String label() {
        return world.label() + " " + scheduling.label() + ", " + choice.name().toLowerCase(Locale.ROOT);
    }
}
