package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;

/** Chooses among trained, pretrained and default weights by their loss on what was trained on. */
final class Candidates {
    private final Trainer trainer;
    private final int items;
    private final double[] defaults;
    private final double defaultLoss;

    Candidates(Trainer trainer, int items, double[] defaults) {
        this.trainer = trainer;
        this.items = items;
        this.defaults = defaults;
        this.defaultLoss = trainer.meanLoss(defaults);
    }

    Fit.Finished trained(double[] trained, double[] pretrained) {
        if (!Trainer.isFinite(trained)) {
            return pretrained(pretrained, Fit.Reason.NOT_FINITE);
        }
        double loss = trainer.meanLoss(trained);
        if (loss <= defaultLoss) {
            return new Fit.Fitted(Weights.of(trained), new Fit.TrainingLoss(items, loss, defaultLoss));
        }
        return pretrained(pretrained, Fit.Reason.NO_BETTER);
    }

    Fit.Finished pretrained(double[] pretrained, Fit.Reason reason) {
        double loss = trainer.meanLoss(pretrained);
        return loss <= defaultLoss
                ? new Fit.PretrainedOnly(Weights.of(pretrained), new Fit.TrainingLoss(items, loss, defaultLoss), reason)
                : defaults(Fit.Reason.NO_BETTER);
    }

    Fit.Finished defaults(Fit.Reason reason) {
        return new Fit.Defaults(Weights.of(defaults), new Fit.TrainingLoss(items, defaultLoss, defaultLoss), reason);
    }
}
