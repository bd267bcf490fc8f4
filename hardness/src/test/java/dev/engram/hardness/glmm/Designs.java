package dev.engram.hardness.glmm;

import dev.engram.hardness.ordinal.RandomRatings;
import java.util.List;
import java.util.SplittableRandom;

/** Random designs in which everything that a design can hold meets everything else. */
public final class Designs {
    public static final int ROWS = 700;
    private static final int[] LEVELS = {14, 9, 6};

    private Designs() {}

    /**
     * Three crossed groupings of which {@code a} is the largest, memberships of {@code a} and of {@code b} (some levels
     * without tags, some with the same tag twice), two categorical terms, a dense and a binned column, an offset.
     */
    public static Design rich(long seed) {
        var random = new SplittableRandom(seed);
        var level = new int[3][ROWS];
        var response = new byte[ROWS];
        var dense = new double[ROWS];
        var offset = new double[ROWS];
        var bin = new byte[ROWS];
        var strata = new byte[ROWS];
        var clients = new byte[ROWS];
        var effects = new double[3][];
        for (int k = 0; k < 3; k++) {
            effects[k] = random.doubles(LEVELS[k], -1, 1).toArray();
        }
        for (int n = 0; n < ROWS; n++) {
            double eta = 0;
            for (int k = 0; k < 3; k++) {
                level[k][n] = random.nextInt(LEVELS[k]);
                eta += effects[k][level[k][n]];
            }
            dense[n] = random.nextGaussian();
            offset[n] = 0.3 * random.nextGaussian();
            bin[n] = (byte) random.nextInt(5);
            strata[n] = (byte) random.nextInt(4);
            clients[n] = (byte) random.nextInt(2);
            eta += offset[n] + 0.5 * dense[n] - 0.4 * strata[n] + 0.3 * clients[n];
            response[n] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
        }
        return Design.of(response)
                .offset(Column.of(offset))
                .fixed(FixedTerm.Categorical.of("s", List.of("0", "1", "2", "3"), strata))
                .fixed(new FixedTerm.Numeric("x", Column.of(dense)))
                .fixed(FixedTerm.Categorical.of("client", List.of("web", "app"), clients))
                .fixed(new FixedTerm.Numeric("z", Column.binned(bin, new double[] {-1, 0, 0.5, 2, 3})))
                .random(grouping("b", level[1], LEVELS[1]))
                .random(membership("tagOfA", "a", LEVELS[0], 5, random))
                .random(grouping("a", level[0], LEVELS[0]))
                .random(membership("tagOfB", "b", LEVELS[1], 4, random))
                .random(grouping("c", level[2], LEVELS[2]))
                .build();
    }

    /**
     * The binary rows of four ordered ratings: learners in classes, of which the second threshold shifts, cards with tags, two
     * fixed terms and an offset.
     */
    public static Design ordered(long seed) {
        var data = new RandomRatings(seed, ROWS / 2, 14, 9, 0.3);
        return data.design().withShift("learner", 2).binary();
    }

    private static RandomFactor.Grouping grouping(String name, int[] level, int levels) {
        return new RandomFactor.Grouping(name, Fixture.names(name, levels), level);
    }

    private static RandomFactor.Membership membership(
            String name, String of, int members, int tags, SplittableRandom random) {
        var start = new int[members + 1];
        for (int j = 0; j < members; j++) {
            start[j + 1] = start[j] + j % 4;
        }
        return new RandomFactor.Membership(
                name,
                Fixture.names(name, tags),
                of,
                start,
                random.ints(start[members], 0, tags).toArray(),
                random.doubles(start[members], 0.2, 1).toArray());
    }
}
