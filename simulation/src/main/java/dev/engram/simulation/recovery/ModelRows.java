package dev.engram.simulation.recovery;

import dev.engram.hardness.study.RowRules;
import dev.engram.simulation.SimulatedReview;
import dev.engram.simulation.Simulation;
import java.util.Arrays;

/** The rows that a study would keep, column by column, for models that a study does not offer. */
final class ModelRows {
    private static final RowRules RULES = RowRules.STANDARD;

    int size;
    int[] learner = new int[1 << 16];
    int[] card = new int[1 << 16];
    byte[] lapse = new byte[1 << 16];
    byte[] successes = new byte[1 << 16];
    byte[] lapses = new byte[1 << 16];
    double[] lnElapsed = new double[1 << 16];

    private ModelRows() {}

    static ModelRows of(Simulation simulation) {
        var rows = new ModelRows();
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
