package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;

/** Chooses among trained, pretrained and default weights by their loss on what was trained on. */
final class WeightsSelection {
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
