package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Adam over batches of cards. One thread, and the same weights for the same data and settings.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/training.rs (train). The order of the batches comes from another generator.
 */
final class Trainer {
    private final CardSequences data;
    private final TrainingSettings settings;
    private final ForwardPass pass;
    private final FoldGradient fold;

    Trainer(CardSequences data, TrainingSettings settings) {
        this.data = data;
        this.settings = settings;
        this.pass = new ForwardPass(data.longest);
        this.fold = new FoldGradient(pass);
    }

    /** The trained weights within {@link TrainingBounds}; null if the listener cancelled the training. */
    double @Nullable [] train(double[] start, TrainingListener listener) {
        var w = start.clone();
        var adam = new Adam();
        var penalty = new StartPenalty(start, settings.gamma());
        var bounds = new TrainingBounds(settings);
        var random = new SplittableRandom(settings.seed());
        int perEpoch = data.batchItems.length;
        int plannedSteps = (data.items / settings.batchSize() + 1) * settings.epochs();
        int step = 0;
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            double epochLoss = 0;
            double epochWeight = 0;
            for (int batch : shuffled(perEpoch, random)) {
                fold.start(w);
                epochWeight += addBatch(batch);
                epochLoss += pass.loss;
                penalty.addGradient(w, (double) data.batchItems[batch] / data.items, fold.gradient);
                freeze(fold.gradient);
                adam.step(w, fold.gradient, Adam.learningRate(settings.learningRate(), step++, plannedSteps));
                bounds.clip(w);
                double fraction = (double) step / (perEpoch * settings.epochs());
                if (!listener.proceed(fraction, epoch, epochLoss / epochWeight)) {
                    return null;
                }
            }
        }
        return w;
    }

    /** Mean loss over all predictions, weighted by recency; 0 if there are none. */
    double meanLoss(double[] w) {
        pass.start(w);
        for (int card = 0; card < data.starts.length - 1; card++) {
            pass.add(data.elapsedDays, data.ratings, data.weights, data.starts[card], data.starts[card + 1]);
        }
        return data.items == 0 ? 0 : pass.loss / data.weightSum;
    }

    private double addBatch(int batch) {
        for (int card = data.batches[batch]; card < data.batches[batch + 1]; card++) {
            fold.add(data.elapsedDays, data.ratings, data.weights, data.starts[card], data.starts[card + 1]);
        }
        return data.batchWeights[batch];
    }

    private void freeze(double[] gradient) {
        if (!settings.shortTerm()) {
            Arrays.fill(gradient, 0, 4, 0.0);
            Arrays.fill(gradient, 17, 20, 0.0);
        }
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    static boolean isFinite(double[] w) {
        return w.length == Weights.COUNT && Arrays.stream(w).allMatch(Double::isFinite);
    }
}
