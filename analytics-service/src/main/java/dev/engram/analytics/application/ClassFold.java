package dev.engram.analytics.application;

import dev.engram.analytics.domain.cohort.OfLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Takes in what was computed of each learner, and says what it comes to for the class.
 *
 * @param add takes in a learner's
 * @param cells how many rows are held
 */
record ClassFold<L, T>(Consumer<OfLearner<L>> add, Supplier<Integer> cells, Supplier<T> result) {

    /** Keeps all of them. @param cells rows of one learner */
    static <L> ClassFold<L, List<OfLearner<L>>> keeping(ToIntFunction<L> cells) {
        var kept = new ArrayList<OfLearner<L>>();
        int[] held = new int[1];
        return new ClassFold<>(
                learner -> {
                    kept.add(learner);
                    held[0] += cells.applyAsInt(learner.figures());
                },
                () -> held[0],
                () -> List.copyOf(kept));
    }
}
