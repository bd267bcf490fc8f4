package dev.engram.fsrs.optimize;

/** Receives the progress of a training after every batch, on its thread, and may cancel it. */
@FunctionalInterface
public interface TrainingListener {
    /** Never cancels a training. */
    TrainingListener NONE = (_, _, _) -> true;

    /**
     * @param fraction share of the batches of all epochs that are done, in (0, 1], rising
     * @param epoch the epoch the batch belongs to, from 1
     * @param loss weighted mean log loss of the batches of this epoch so far, each under the weights of its moment
     * @return whether to go on; {@code false} cancels
     */
    boolean proceed(double fraction, int epoch, double loss);
}
