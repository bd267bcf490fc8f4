package dev.engram.hardness.rank;

import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.table.Check;
import java.util.List;

/**
 * How ranks are drawn.
 *
 * @param draws number of draws, in [10,000, 100,000,000], an odd one rounded up, since they come in mirrored pairs; 0 = by the number
 *     of things to rank, so that it takes a fraction of a second: 400,000 for up to 16 things, 100,000 for up to 100 (standard
 *     error of a probability below .0016), 20,000 for more (below .0036)
 * @param seed the same seed gives the same ranks
 * @param topK for which k the probability of the k first ranks is wanted, each {@code >= 1}; those above the number of things are
 *     left out
 */
public record RankSettings(int draws, long seed, List<Integer> topK) {
    /** Fewest draws that settle the second digit of a probability. */
    public static final int FEWEST_DRAWS = 10_000;

    /** Draws by the number of things, the first 1, 3, 5 and 10 places. */
    public static final RankSettings STANDARD = new RankSettings(0, 20_240_601L, List.of(1, 3, 5, 10));

    private static final int MOST_DRAWS = 100_000_000;

    /** @throws InvalidSettingException naming the setting and its rule */
    public RankSettings {
        Check.setting(draws == 0 || draws >= FEWEST_DRAWS, "draws", "must be at least %s, was %s", FEWEST_DRAWS, draws);
        Check.setting(draws <= MOST_DRAWS, "draws", "must be at most %s, was %s", MOST_DRAWS, draws);
        Check.setting(topK.stream().allMatch(k -> k >= 1), "topK", "must hold places from 1, was %s", topK);
        topK = topK.stream().distinct().sorted().toList();
    }

    /** With so many draws from this seed. */
    public RankSettings withDraws(int otherDraws, long otherSeed) {
        return new RankSettings(otherDraws, otherSeed, topK);
    }

    /** How often so many things are drawn. */
    int draws(int things) {
        return draws > 0 ? draws : things <= 16 ? 400_000 : things <= 100 ? 100_000 : 20_000;
    }
}
