package dev.engram.simulation.recovery;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.simulation.SimulatedReview;
import dev.engram.simulation.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The rows that a study would keep, for models that a study does not offer. */
public final class ModelRows {
    private static final RowRules RULES = RowRules.STANDARD;

    private final Simulation simulation;
    private final List<Row> rows = new ArrayList<>();
    private final byte[] lapse;
    private final byte[] successes;
    private final byte[] lapses;
    private final int[] learner;
    private final int[] card;

    /** The rows of all learners, one learner after another. */
    public ModelRows(Simulation simulation) {
        this.simulation = simulation;
        for (int number = 0; number < simulation.size().learners(); number++) {
            int before = rows.size();
            simulation.reviewsOf(number, this::add);
            if (rows.size() - before < RULES.minRowsPerLearner()) {
                rows.subList(before, rows.size()).clear();
            }
        }
        lapse = bytes(Row::lapse);
        successes = bytes(Row::successes);
        lapses = bytes(Row::lapses);
        learner = rows.stream().mapToInt(Row::learner).toArray();
        card = rows.stream().mapToInt(Row::card).toArray();
    }

    /**
     * One review after the first exposure.
     *
     * @param lapse 1 if it was forgotten, else 0
     * @param successes earlier ones of this learner and card, up to the cap of a study; likewise {@code lapses}
     * @param lnElapsed logarithm of the days since the review before
     */
    public record Row(int lapse, int successes, int lapses, double lnElapsed, int learner, int card) {}

    private void add(SimulatedReview review) {
        if (review.index() > 0 && review.elapsedDays() >= RULES.minElapsedDays()) {
            rows.add(new Row(
                    review.lapse() ? 1 : 0,
                    Math.min(review.priorSuccesses(), RULES.successCap()),
                    Math.min(review.priorLapses(), RULES.lapseCap()),
                    Math.log(review.elapsedDays()),
                    review.learner(),
                    review.card()));
        }
    }

    private byte[] bytes(ToIntFunction<Row> of) {
        byte[] bytes = new byte[rows.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) of.applyAsInt(rows.get(i));
        }
        return bytes;
    }

    /** All rows. */
    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Of each row {@code gamma} times the logarithm of the days since the review before. */
    public double[] lnElapsed(double gamma) {
        return rows.stream().mapToDouble(row -> gamma * row.lnElapsed()).toArray();
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
}
