package dev.engram.simulation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random streams that depend on a seed and a number alone, so that the draws for one learner depend neither on
 * the order of learners nor on threads.
 */
final class RandomStreams {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private RandomStreams() {}

    /** The stream of tags and cards. */
    static RandomGenerator ofWorld(long seed) {
        return FACTORY.create(mixed(seed, -1));
    }

    /** The stream of one learner. @param learner {@code >= 0} */
    static RandomGenerator ofLearner(long seed, int learner) {
        return FACTORY.create(mixed(seed, learner));
    }

    /** Bits for names, which must not disturb the streams. */
    static long mixed(long seed, long number) {
        return mix(mix(seed) + 0x9e3779b97f4a7c15L * (number + 2));
    }

    /** The finalizer of SplitMix64 (Stafford's variant 13). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
