package dev.engram.fsrs.optimize;

import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import java.util.stream.IntStream;

/** Pretraining alone, for tests of other packages. */
public final class PretrainedStability {
    private PretrainedStability() {}

    public static double[] of(ReviewHistories histories) {
        var firsts = new FirstIntervals(histories);
        var items = ReviewItems.of(histories);
        var kept = IntStream.range(0, items.size())
                .filter(item -> firsts.keeps(items.card(item)))
                .toArray();
        long recalled = IntStream.of(kept).filter(items::recalled).count();
        return InitialStability.fit(firsts, (double) recalled / kept.length);
    }
}
