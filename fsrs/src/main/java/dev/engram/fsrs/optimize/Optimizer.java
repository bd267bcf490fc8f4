package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import java.util.Arrays;

/**
 * Fits the 21 weights of FSRS-6 to one learner's reviews, as fsrs-rs does: outliers are filtered, w0 to w3 pretrained on the first
 * intervals, all weights trained on the log loss weighted by recency. Pure, single-threaded and repeatable: the same histories and
 * settings give the same weights. Immutable; for use by several threads.
 *
 * <p>Never worse than the defaults on the reviews trained on: otherwise the result states this and holds the defaults (or the pretrained
 * weights, where these are better).
 *
 * {@snippet :
 * var reviews = ReviewHistories.builder();
 * for (var card : cards) {
 *     reviews.card();
 *     for (var review : card) reviews.review(review.rating(), review.elapsedDays(), review.epochMillis());
 * }
 * var weights = switch (new Optimizer(TrainingSettings.DEFAULT).fit(reviews.build())) {
 *     case TrainingResult.Fitted fitted -> fitted.weights();
 *     case TrainingResult.PretrainedOnly(var some, var loss, var reason) -> some;
 *     case TrainingResult.Defaults(var defaults, var loss, var reason) -> defaults;
 * };
 * }
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/training.rs (compute_parameters).
 */
public final class Optimizer {
    private static final int FEWEST_TO_PRETRAIN = 8;
    private static final int FEWEST_TO_TRAIN = 64;

    private final TrainingSettings settings;

    /** @param settings {@link TrainingSettings#DEFAULT} unless for an experiment or a learner with other relearning steps */
    public Optimizer(TrainingSettings settings) {
        this.settings = settings;
    }

    /** Fits without a listener. Histories of any size are fine: too small ones give the defaults, with the reason. */
    public TrainingResult.Finished fit(ReviewHistories histories) {
        return switch (fit(histories, TrainingListener.NONE)) {
            case TrainingResult.Finished finished -> finished;
            case TrainingResult.Cancelled _ -> throw new IllegalStateException("cancelled without a listener");
        };
    }

    /** @param listener is called after every batch; only training asks it, which small histories never reach */
    public TrainingResult fit(ReviewHistories histories, TrainingListener listener) {
        var firsts = new FirstIntervals(histories);
        var items = ReviewItems.of(histories);
        int n = 0;
        int recalled = 0;
        for (int item = 0; item < items.size(); item++) {
            if (firsts.keeps(items.card(item))) {
                n++;
                recalled += items.recalled(item) ? 1 : 0;
            }
        }
        var trainer = new Trainer(new CardSequences(items, firsts, settings), settings);
        var candidates = new WeightsSelection(trainer, n, unfitted());
        if (n < FEWEST_TO_PRETRAIN) {
            return candidates.defaults(TrainingResult.Reason.TOO_FEW_ITEMS);
        }
        var start = unfitted();
        var counts = firsts.counts();
        System.arraycopy(InitialStability.fit(firsts, (double) recalled / n), 0, start, 0, 4);
        if (n == Arrays.stream(counts).sum()) {
            return candidates.pretrained(start, TrainingResult.Reason.ONLY_FIRST_INTERVALS);
        }
        if (n < FEWEST_TO_TRAIN) {
            return candidates.pretrained(start, TrainingResult.Reason.NOT_ENOUGH_TO_TRAIN);
        }
        var trained = trainer.train(start, listener);
        if (trained == null) {
            return new TrainingResult.Cancelled();
        }
        System.arraycopy(InitialStability.complete(trained, counts), 0, trained, 0, 4);
        return candidates.trained(trained, start);
    }

    private double[] unfitted() {
        return (settings.shortTerm() ? Weights.DEFAULT : Weights.DEFAULT.withoutShortTerm()).toArray();
    }

    /** Chooses among trained, pretrained and default weights by their loss on what was trained on. */
    static final class WeightsSelection {
        private final Trainer trainer;
        private final int items;
        private final double[] defaults;
        private final double defaultLoss;

        WeightsSelection(Trainer trainer, int items, double[] defaults) {
            this.trainer = trainer;
            this.items = items;
            this.defaults = defaults;
            this.defaultLoss = trainer.meanLoss(defaults);
        }

        TrainingResult.Finished trained(double[] trained, double[] pretrained) {
            if (!Trainer.isFinite(trained)) {
                return pretrained(pretrained, TrainingResult.Reason.NOT_FINITE);
            }
            double loss = trainer.meanLoss(trained);
            if (loss <= defaultLoss) {
                return new TrainingResult.Fitted(
                        Weights.of(trained), new TrainingResult.TrainingLoss(items, loss, defaultLoss));
            }
            return pretrained(pretrained, TrainingResult.Reason.NO_BETTER);
        }

        TrainingResult.Finished pretrained(double[] pretrained, TrainingResult.Reason reason) {
            double loss = trainer.meanLoss(pretrained);
            return loss <= defaultLoss
                    ? new TrainingResult.PretrainedOnly(
                            Weights.of(pretrained), new TrainingResult.TrainingLoss(items, loss, defaultLoss), reason)
                    : defaults(TrainingResult.Reason.NO_BETTER);
        }

        TrainingResult.Finished defaults(TrainingResult.Reason reason) {
            return new TrainingResult.Defaults(
                    Weights.of(defaults), new TrainingResult.TrainingLoss(items, defaultLoss, defaultLoss), reason);
        }
    }
}
