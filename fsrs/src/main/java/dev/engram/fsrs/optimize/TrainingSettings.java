package dev.engram.fsrs.optimize;

/**
 * How weights are trained. {@link #DEFAULT} is what fsrs-rs uses; the other settings are for experiments.
 *
 * @param epochs passes over the items, 1 to 1000
 * @param batchSize predictions per step of the optimizer, 1 to 1,000,000; a card is never split, so a card with more
 *     predictions makes a larger batch
 * @param seed of the order of the batches in each epoch
 * @param learningRate first step size, which falls to 0 along a cosine, in (0, 1]
 * @param maxReviews longer prefixes are not trained on, 2 to 65536
 * @param gamma weight of the penalty on the distance from the weights at the start, in [0, 1000]
 * @param shortTerm whether w17 to w19 are trained; without, they are 0 and w0 to w3 stay as pretrained
 * @param relearningSteps relearning steps of the learner's plan, 0 to 100; from 2 on they lower the ceiling of w17 and w18
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        long seed,
        double learningRate,
        int maxReviews,
        double gamma,
        boolean shortTerm,
        int relearningSteps) {
    /** Those of fsrs-rs: 5 epochs, batches of 512, seed 2023, 0.04, 256 reviews, gamma 1, short term on, one relearning step. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(5, 512, 2023, 0.04, 256, 1.0, true, 1);

    /** @throws IllegalArgumentException naming the field, its value and its bounds */
    public TrainingSettings {
        within(1, 1000, epochs, "epochs");
        within(1, 1_000_000, batchSize, "batchSize");
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException("learningRate must be in (0, 1], was " + learningRate);
        }
        within(2, 65_536, maxReviews, "maxReviews");
        if (!(gamma >= 0 && gamma <= 1000)) {
            throw new IllegalArgumentException("gamma must be in [0, 1000], was " + gamma);
        }
        within(0, 100, relearningSteps, "relearningSteps");
    }

    /** The same but for the number of epochs, 1 to 1000. */
    public TrainingSettings withEpochs(int other) {
        return new TrainingSettings(
                other, batchSize, seed, learningRate, maxReviews, gamma, shortTerm, relearningSteps);
    }

    /** The same but for the seed of the order of batches. */
    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                epochs, batchSize, other, learningRate, maxReviews, gamma, shortTerm, relearningSteps);
    }

    /** The same with or without the training of w17 to w19. */
    public TrainingSettings withShortTerm(boolean other) {
        return new TrainingSettings(epochs, batchSize, seed, learningRate, maxReviews, gamma, other, relearningSteps);
    }

    /** The same but for the number of relearning steps, 0 to 100. */
    public TrainingSettings withRelearningSteps(int other) {
        return new TrainingSettings(epochs, batchSize, seed, learningRate, maxReviews, gamma, shortTerm, other);
    }

    private static void within(int low, int high, int value, String name) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], was " + value);
        }
    }
}
