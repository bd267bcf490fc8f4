package dev.engram.fsrs.evaluate;

import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import dev.engram.fsrs.optimize.Optimizer;
import dev.engram.fsrs.optimize.TrainingResult;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * New weights for a learner, and whether weights made in this way predict later reviews better than the weights in use. The
 * items are cut in the order of time: the optimizer is trained on the first 80 %, and both weights are scored on the rest,
 * which neither was fitted to. The weights offered are then trained on all items in the same way, so that the latest reviews
 * are not lost to them; the comparison judges how they were made.
 */
public sealed interface HeldOutFit {
    /** With fewer items nothing is fitted: the later fifth would be too small to be scored on. */
    int FEWEST_ITEMS = 100;

    /** Nor with later items of fewer cards: the interval needs their spread. */
    int FEWEST_CARDS = 2;

    /**
     * @param weights trained on all items
     * @param trainedOn items before the cut
     * @param comparison on the items after the cut
     * @param groups the same for each group with later items of enough cards, and beside it a fit to the group alone
     */
    record Fitted(TrainingResult.Finished weights, int trainedOn, Comparison comparison, List<GroupComparison> groups)
            implements HeldOutFit {
        public Fitted {
            groups = List.copyOf(groups);
        }
    }

    /**
     * There is too little to be fitted and scored.
     *
     * @param items reviews on a later day than the card's review before, of {@link #FEWEST_ITEMS}
     * @param laterCards cards with items after the cut, of {@link #FEWEST_CARDS}
     */
    record TooFewReviews(int items, int laterCards) implements HeldOutFit {}

    /** Ended by the caller. */
    record Cancelled() implements HeldOutFit {}

    /**
     * Mean log loss (natural logarithm) of two predictions of the same reviews.
     *
     * @param reviews number of reviews predicted
     * @param before under the weights in use
     * @param after under the weights fitted to earlier reviews
     * @param low lower bound of the 95 % interval of {@code after - before}; reviews of one card are taken as one cluster
     * @param high upper bound; below 0 the new weights are better beyond chance
     */
    record Comparison(int reviews, double before, double after, double low, double high) {}

    /**
     * @param group number of the group, as given
     * @param comparison of the learner's fit with the weights in use, on later reviews of the group
     * @param own the same of weights fitted to the group alone; null where the group has too few earlier items
     */
    record GroupComparison(
            int group, Comparison comparison, @Nullable Comparison own) {}

    /**
     * Fits and compares. Takes the time of two trainings, and of one more for the groups together.
     *
     * @param groupOf the group of each card of the histories, {@code >= 0}, or -1 for none
     * @param progress called with the share of the work done, in (0, 1]; returns whether to go on
     */
    static HeldOutFit of(
            ReviewHistories histories,
            int[] groupOf,
            Weights inUse,
            TrainingSettings settings,
            DoublePredicate progress) {
        var items = ReviewItems.of(histories);
        int cut = (int) (0.8 * items.size());
        var later = new LaterLosses(items, cut, inUse);
        if (items.size() < FEWEST_ITEMS || later.cards(_ -> true) < FEWEST_CARDS) {
            return new TooFewReviews(items.size(), later.cards(_ -> true));
        }
        var earlier = items.historiesOfFirst(cut);
        var optimizer = new Optimizer(settings);
        var ofEarlier = optimizer.fit(earlier, (share, _, _) -> progress.test(0.4 * share));
        if (!(ofEarlier instanceof TrainingResult.Finished learner)) {
            return new Cancelled();
        }
        var ofAll = optimizer.fit(histories, (share, _, _) -> progress.test(0.4 + 0.4 * share));
        if (!(ofAll instanceof TrainingResult.Finished all)) {
            return new Cancelled();
        }
        var after = later.under(learner.weights());
        var groups = new ArrayList<GroupComparison>();
        int count = Arrays.stream(groupOf).max().orElse(-1) + 1;
        for (int group = 0; group < count; group++) {
            int number = group;
            IntPredicate inGroup = card -> groupOf[card] == number;
            if (later.cards(inGroup) >= FEWEST_CARDS) {
                var own = optimizer.fit(
                        earlier.ofCards(inGroup), (share, _, _) -> progress.test(0.8 + 0.2 * (number + share) / count));
                if (own instanceof TrainingResult.Cancelled) {
                    return new Cancelled();
                }
                var ofGroup = own instanceof TrainingResult.Fitted trained
                        ? later.compare(later.under(trained.weights()), inGroup)
                        : null;
                groups.add(new GroupComparison(group, later.compare(after, inGroup), ofGroup));
            }
        }
        return new Fitted(all, cut, later.compare(after, _ -> true), groups);
    }
}
