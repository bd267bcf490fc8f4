package dev.engram.simulation;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Generates review histories. Each learner is drawn from a random stream of its own, so that histories are the same in any
 * order and on any number of threads, and none is kept: memory does not grow with the learners. Immutable, safe for use by
 * several threads.
 */
public final class Simulation {
    /** Standard deviation of the ability of learners, on the scale of ln S. */
    public static final double LEARNER_SD = 0.5;

    /** Standard deviation of what one learner finds easy about one card, on the scale of ln S. */
    public static final double PAIR_SD = 0.5;

    private static final double FIRST_SEEN_BEFORE = 60;
    private static final int WORLD = -1; // number of the stream of tags and cards; learners have 0 and up

    private final Scenario scenario;
    private final Size size;
    private final long seed;
    private final Truth truth;
    private final CardChoice choice;

    /** Draws the tags and cards. */
    public Simulation(Scenario scenario, Size size, long seed) {
        this.scenario = scenario;
        this.size = size;
        this.seed = seed;
        this.truth = new Truth(scenario.world(), size, SeededStreams.random(seed, WORLD));
        this.choice = new CardChoice(truth, scenario.choice(), size.cardsPerLearner());
    }

    /** What is simulated. */
    public Scenario scenario() {
        return scenario;
    }

    /** How much of it. */
    public Size size() {
        return size;
    }

    /** What every draw depends on. */
    public long seed() {
        return seed;
    }

    /** What is true of tags and cards. */
    public Truth truth() {
        return truth;
    }

    /** Ability of a learner, added to ln S. */
    public double theta(int learner) {
        return ability(stream(learner));
    }

    /** Passes on the reviews of all learners, one learner after another. */
    public void reviews(Consumer<SimulatedReview> sink) {
        for (int learner = 0; learner < size.learners(); learner++) {
            reviewsOf(learner, sink);
        }
    }

    /** Passes on the reviews of one learner, card after card, those of a card oldest first. */
    public void reviewsOf(int learner, Consumer<SimulatedReview> sink) {
        var random = stream(learner);
        double theta = ability(random);
        int kind = random.nextInt(IntervalSampler.mix());
        for (int card : choice.draw(theta / LEARNER_SD, random)) {
            double ability = theta - truth.difficulty(card) + PAIR_SD * random.nextGaussian();
            var rule = IntervalSampler.rule(scenario.scheduling(), kind, truth.strict(card));
            new CardRun(learner, card, ability, truth.world().memory(), rule, random, sink)
                    .run(FIRST_SEEN_BEFORE * random.nextDouble(), size.horizonDays());
        }
    }

    private RandomGenerator stream(int learner) {
        if (learner < 0 || learner >= size.learners()) {
            throw new IllegalArgumentException(
                    "learner must lie in 0 to " + (size.learners() - 1) + ", was " + learner);
        }
        return SeededStreams.random(seed, learner);
    }

    private static double ability(RandomGenerator random) {
        return LEARNER_SD * random.nextGaussian();
    }
}
