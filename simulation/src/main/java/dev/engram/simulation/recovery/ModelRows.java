package dev.engram.simulation.recovery;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.study.RowRules;
import dev.engram.simulation.SimulatedReview;
import dev.engram.simulation.Simulation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows that a study would keep, column by column, for models that a study does not offer. */
public final class ModelRows {
    private static final RowRules RULES = RowRules.STANDARD;

    int size;
    int[] learner = new int[1 << 16];
    int[] card = new int[1 << 16];
    byte[] lapse = new byte[1 << 16];
    byte[] successes = new byte[1 << 16];
    byte[] lapses = new byte[1 << 16];
    double[] lnElapsed = new double[1 << 16];

    private final Simulation simulation;

    private ModelRows(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * One review after the first exposure.
     *
     * @param lapse 1 if it was forgotten, else 0
     * @param successes earlier ones of this learner and card, up to the cap of a study; likewise {@code lapses}
     * @param lnElapsed logarithm of the days since the review before
     */
    public record Row(int lapse, int successes, int lapses, double lnElapsed, int learner, int card) {}

    /** The rows of all learners, one learner after another. */
    public static ModelRows of(Simulation simulation) {
        var rows = new ModelRows(simulation);
        for (int learner = 0; learner < simulation.size().learners(); learner++) {
            int before = rows.size;
            simulation.reviewsOf(learner, rows::add);
            if (rows.size - before < RULES.minRowsPerLearner()) {
                rows.size = before;
            }
        }
        rows.resize(rows.size);
        return rows;
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    /** @param index 0 to {@code size() - 1} */
    public Row row(int index) {
        return new Row(lapse[index], successes[index], lapses[index], lnElapsed[index], learner[index], card[index]);
    }

    /** A design with strata of successes and lapses, learners and cards; time and tags are to be added. */
    public Design.Builder design() {
        return Design.of(lapse)
                .fixed(FixedTerm.Categorical.of("s", names(RULES.successCap() + 1), successes))
                .fixed(FixedTerm.Categorical.of("l", names(RULES.lapseCap() + 1), lapses))
                .random(new RandomFactor.Grouping(
                        "learner", names(simulation.size().learners()), learner))
                .random(new RandomFactor.Grouping(
                        "card", names(simulation.size().cards()), card));
    }

    /** Names of levels: their numbers. */
    public static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private void add(SimulatedReview review) {
        if (review.index() == 0 || review.elapsedDays() < RULES.minElapsedDays()) {
            return;
        }
        if (size == card.length) {
            resize(2 * size);
        }
        learner[size] = review.learner();
        card[size] = review.card();
        lapse[size] = (byte) (review.lapse() ? 1 : 0);
        successes[size] = (byte) Math.min(review.priorSuccesses(), RULES.successCap());
        lapses[size] = (byte) Math.min(review.priorLapses(), RULES.lapseCap());
        lnElapsed[size] = Math.log(review.elapsedDays());
        size++;
    }

    private void resize(int length) {
        learner = Arrays.copyOf(learner, length);
        card = Arrays.copyOf(card, length);
        lapse = Arrays.copyOf(lapse, length);
        successes = Arrays.copyOf(successes, length);
        lapses = Arrays.copyOf(lapses, length);
        lnElapsed = Arrays.copyOf(lnElapsed, length);
    }
}
