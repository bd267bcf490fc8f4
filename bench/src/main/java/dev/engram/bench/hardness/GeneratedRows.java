package dev.engram.bench.hardness;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Size;
import dev.engram.simulation.World;
import dev.engram.simulation.recovery.ModelRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Simulated reviews after the first exposure, as plain columns: what both engines are given. A card counts for only the first of
 * its tags, since {@code glmer} has no multiple membership. Gamma is given, strata 8 and 4.
 */
final class GeneratedRows {
    private static final double GAMMA = 0.5;
    private static final long SEED = 1;

    private final ModelRows rows;
    private final double[] offset;
    private final int[] tag;
    private final int tags;

    GeneratedRows(Size size) {
        var simulation = simulation(size);
        var truth = simulation.truth();
        rows = new ModelRows(simulation);
        offset = rows.lnElapsed(GAMMA);
        tag = rows.rows().stream().mapToInt(row -> truth.tagsOf(row.card())[0]).toArray();
        tags = truth.tags();
    }

    /** The world all figures are taken in. */
    static Simulation simulation(Size size) {
        var scenario = new Scenario(World.FSRS, Scheduling.FSRS, Choice.ABILITY);
        return new Simulation(scenario, size, SEED);
    }

    int rows() {
        return offset.length;
    }

    /** The design, from the columns: what {@code glmer} makes of its data frame and formula. */
    Design design() {
        return rows.design()
                .offset(Column.of(offset))
                .random(new Grouping("tag", ModelRows.names(tags), tag))
                .build();
    }

    /** The same columns for R. */
    void write(Path file) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            csv.write("y,s,l,offset,learner,card,tag\n");
            for (int i = 0; i < offset.length; i++) {
                var row = rows.rows().get(i);
                csv.write(row.lapse() + "," + row.successes() + "," + row.lapses() + "," + offset[i] + ","
                        + row.learner() + "," + row.card() + "," + tag[i] + "\n");
            }
        }
    }
}
