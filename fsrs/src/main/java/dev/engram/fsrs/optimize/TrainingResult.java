package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;

/** The result of a training. Every case is normal. */
public sealed interface TrainingResult {
    /** The listener cancelled the training; there are no weights. */
    record Cancelled() implements TrainingResult {}

    /**
     * The fit ran to its end, and these are the weights to use. Their loss on the items is never above that of the defaults.
     */
    sealed interface Finished extends TrainingResult {
        /** Within the bounds of {@link Weights}. */
        Weights weights();

        /** How they compare on what was trained on. */
        TrainingLoss loss();
    }

    /** All weights were trained. */
    record Fitted(Weights weights, TrainingLoss loss) implements Finished {}

    /** w0 to w3 were fitted to the first intervals, the others are the defaults. */
    record PretrainedOnly(Weights weights, TrainingLoss loss, Reason reason) implements Finished {}

    /** The defaults are kept. */
    record Defaults(Weights weights, TrainingLoss loss, Reason reason) implements Finished {}

    /**
     * Mean log loss (natural logarithm, without the penalty) over the items left after the outlier filter, weighted
     * by recency; 0 if there are none.
     *
     * @param items number of items; prefixes longer than {@code maxReviews} are counted, but not scored
     * @param chosen under the weights of the result
     * @param defaults under the default weights; with short term off, under these without it
     */
    record TrainingLoss(int items, double chosen, double defaults) {}

    /** Why weights were not trained, or were not kept. */
    enum Reason {
        TOO_FEW_ITEMS("fewer than 8 reviews on a later day are left after the outlier filter"),
        NOT_ENOUGH_TO_TRAIN("fewer than 64 reviews on a later day are left after the outlier filter"),
        ONLY_FIRST_INTERVALS("no card has a second review on a later day"),
        NO_BETTER("the fitted weights have a higher loss on the very reviews they were fitted to"),
        NOT_FINITE("the training gave numbers that are not finite");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** A clause in plain English, to be shown to people. */
        public String text() {
            return text;
        }
    }
}
