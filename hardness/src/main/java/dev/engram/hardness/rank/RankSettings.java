package dev.engram.hardness.rank;

import java.util.List;

/**
 * How ranks are drawn.
 *
 * @param draws number of draws, at least {@value #MIN_DRAWS}; rounded up to an even number, since they come in mirrored pairs
 * @param seed the same seed gives the same ranks, whatever the number of threads
 * @param threads threads to use, {@code >= 1}
 * @param topK for which k the probability of the k first ranks is wanted; those above the number of things are left out
 */
public record RankSettings(int draws, long seed, int threads, List<Integer> topK) {
    public static final int MIN_DRAWS = 10_000;
    public static final int MAX_DRAWS = 100_000_000;
    public static final List<Integer> DEFAULT_TOP_K = List.of(1, 3, 5, 10);

    private static final int FEW = 16;
    private static final int SOME = 100;

    /** @throws IllegalArgumentException naming the field that is out of range */
    public RankSettings {
        if (draws < MIN_DRAWS || draws > MAX_DRAWS) {
            throw new IllegalArgumentException("draws must be in [" + MIN_DRAWS + ", " + MAX_DRAWS + "], was " + draws);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, was " + threads);
        }
        topK = topK.stream().distinct().sorted().toList();
        if (topK.stream().anyMatch(k -> k < 1)) {
            throw new IllegalArgumentException("topK must be >= 1, was " + topK);
        }
    }

    /**
     * Seed 1, one thread, and draws for the number of things to rank, so that it takes a fraction of a second: 400,000 for up
     * to 16 things, 100,000 for up to 100 (standard error of a probability below .0016), 20,000 for more (below .0036).
     */
    public static RankSettings defaults(int things) {
        int draws = things <= FEW ? 400_000 : things <= SOME ? 100_000 : 20_000;
        return new RankSettings(draws, 1, 1, DEFAULT_TOP_K);
    }

    public RankSettings withDraws(int draws) {
        return new RankSettings(draws, seed, threads, topK);
    }

    public RankSettings withSeed(long seed) {
        return new RankSettings(draws, seed, threads, topK);
    }

    public RankSettings withThreads(int threads) {
        return new RankSettings(draws, seed, threads, topK);
    }

    public RankSettings withTopK(List<Integer> topK) {
        return new RankSettings(draws, seed, threads, topK);
    }

    /** Number of mirrored pairs of draws. */
    int pairs() {
        return Math.ceilDiv(draws, 2);
    }
}
