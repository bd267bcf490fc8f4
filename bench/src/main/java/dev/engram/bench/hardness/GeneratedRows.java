package dev.engram.bench.hardness;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm.Categorical;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.simulation.Choice;
import dev.engram.simulation.Scenario;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.SimulatedReview;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Size;
import dev.engram.simulation.World;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Simulated reviews after the first exposure, as plain columns: what both engines are given. A card counts for the first of
 * its tags alone, for {@code glmer} knows no multiple membership. 600 cards, 30 tags; gamma is given, strata 8 and 4.
 */
final class GeneratedRows {
    /** Learners of the comparison with {@code glmer}. */
    static final int LEARNERS = 300;

    private static final double GAMMA = 0.5;
    private static final int SUCCESS_CAP = 8;
    private static final int LAPSE_CAP = 4;
    private static final double LEAST_DAYS = 0.5;
    private static final long SEED = 1;
    private static final int HORIZON_DAYS = 155; // 190,000 reviews of 300 learners

    private final Simulation simulation;
    private final int learners;
    private int rows;
    private byte[] response = new byte[1 << 16];
    private byte[] successes = new byte[1 << 16];
    private byte[] lapses = new byte[1 << 16];
    private int[] learner = new int[1 << 16];
    private int[] card = new int[1 << 16];
    private double[] offset = new double[1 << 16];

    GeneratedRows(int learners) {
        this.learners = learners;
        simulation = simulation(learners);
        simulation.reviews(this::add);
        response = Arrays.copyOf(response, rows);
        successes = Arrays.copyOf(successes, rows);
        lapses = Arrays.copyOf(lapses, rows);
        learner = Arrays.copyOf(learner, rows);
        card = Arrays.copyOf(card, rows);
        offset = Arrays.copyOf(offset, rows);
    }

    /** The world all figures are taken in. */
    static Simulation simulation(int learners) {
        var scenario = new Scenario(World.FSRS, Scheduling.FSRS, Choice.ABILITY);
        return new Simulation(scenario, new Size(30, 600, learners, 100, HORIZON_DAYS), SEED);
    }

    private void add(SimulatedReview review) {
        if (review.index() == 0 || review.elapsedDays() < LEAST_DAYS) {
            return;
        }
        if (rows == response.length) {
            int more = rows + (rows >> 1);
            response = Arrays.copyOf(response, more);
            successes = Arrays.copyOf(successes, more);
            lapses = Arrays.copyOf(lapses, more);
            learner = Arrays.copyOf(learner, more);
            card = Arrays.copyOf(card, more);
            offset = Arrays.copyOf(offset, more);
        }
        response[rows] = (byte) (review.lapse() ? 1 : 0);
        successes[rows] = (byte) Math.min(review.priorSuccesses(), SUCCESS_CAP);
        lapses[rows] = (byte) Math.min(review.priorLapses(), LAPSE_CAP);
        learner[rows] = review.learner();
        card[rows] = review.card();
        offset[rows] = GAMMA * Math.log(review.elapsedDays());
        rows++;
    }

    int rows() {
        return rows;
    }

    private int[] tagOfCards() {
        return IntStream.range(0, simulation.truth().cards())
                .map(ofCard -> simulation.truth().tagsOf(ofCard)[0])
                .toArray();
    }

    /** The design, from the columns: what {@code glmer} makes of its data frame and formula. */
    Design design() {
        var tagOf = tagOfCards();
        var tag = new int[rows];
        for (int row = 0; row < rows; row++) {
            tag[row] = tagOf[card[row]];
        }
        return Design.of(response)
                .offset(Column.of(offset))
                .fixed(Categorical.of("s", names(SUCCESS_CAP + 1), successes))
                .fixed(Categorical.of("l", names(LAPSE_CAP + 1), lapses))
                .random(new Grouping("learner", names(learners), learner))
                .random(new Grouping("card", names(simulation.truth().cards()), card))
                .random(new Grouping("tag", names(simulation.truth().tags()), tag))
                .build();
    }

    private static List<String> names(int number) {
        return IntStream.range(0, number).mapToObj(Integer::toString).toList();
    }

    /** The same columns for R. */
    void write(Path file) throws IOException {
        var tagOf = tagOfCards();
        try (BufferedWriter csv = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            csv.write("y,s,l,offset,learner,card,tag\n");
            for (int row = 0; row < rows; row++) {
                csv.write(response[row] + "," + successes[row] + "," + lapses[row] + "," + offset[row] + ","
                        + learner[row] + "," + card[row] + "," + tagOf[card[row]] + "\n");
            }
        }
    }
}
