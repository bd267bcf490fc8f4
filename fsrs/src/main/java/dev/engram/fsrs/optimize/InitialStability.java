package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;
import java.util.List;

/**
 * Fits w0 to w3, the stability after a first answer, to how the first review on a later day went: by ternary search for each
 * rating, then put in order, and filled in for ratings that were not given.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/parameter_initialization.rs.
 */
final class InitialStability {
    private static final double LOWEST = Weights.lowest(0);
    private static final double HIGHEST = Weights.highest(0);

    private InitialStability() {}

    /**
     * @param averageRecall share of recalled reviews among all items
     * @return w0 to w3; there must be a group in {@code firsts}
     */
    static double[] fit(FirstIntervals firsts, double averageRecall) {
        var stability = new double[4];
        var counts = firsts.counts();
        for (int g = 0; g < 4; g++) {
            if (counts[g] > 0) {
                var groups = FirstRecalls.smoothed(firsts.kept(g + 1), averageRecall);
                stability[g] = search(groups, Weights.DEFAULT.at(g));
            }
        }
        return complete(stability, counts);
    }

    /** The stability of least loss, by thirds, until doubles part the ends no further. */
    static double search(FirstRecalls groups, double defaultStability) {
        double low = LOWEST;
        double high = HIGHEST;
        for (int i = 0; i < 1000 && high - low > Math.ulp(1.0); i++) {
            double third = (high - low) / 3;
            double left = low + third;
            double right = high - third;
            boolean leftIsBetter = groups.loss(left, defaultStability) < groups.loss(right, defaultStability);
            if (leftIsBetter ? right == high : left == low) {
                break; // no later round would change anything
            }
            if (leftIsBetter) {
                high = right;
            } else {
                low = left;
            }
        }
        return (high + low) / 2;
    }

    /**
     * Puts the stabilities of the given ratings in order, fills in the others and clamps all.
     *
     * @param stability of Again, Hard, Good, Easy; read only where {@code counts} is positive
     * @param counts cards by first rating, at least one positive
     */
    static double[] complete(double[] stability, int[] counts) {
        var s = stability.clone();
        var known = new boolean[4];
        int given = 0;
        for (int g = 0; g < 4; g++) {
            known[g] = counts[g] > 0;
            given += known[g] ? 1 : 0;
        }
        order(s, known, counts);
        if (given == 1) {
            scaleDefaults(s, known);
        } else {
            fill(s, known);
        }
        for (int g = 0; g < 4; g++) {
            s[g] = Math.clamp(s[g], LOWEST, HIGHEST);
        }
        return s;
    }

    private static void order(double[] s, boolean[] known, int[] counts) {
        int[][] pairs = {{0, 1}, {1, 2}, {2, 3}, {0, 2}, {1, 3}, {0, 3}};
        for (var pair : pairs) {
            int a = pair[0];
            int b = pair[1];
            if (known[a] && known[b] && s[a] > s[b]) {
                if (counts[a] > counts[b]) {
                    s[b] = s[a];
                } else {
                    s[a] = s[b];
                }
            }
        }
    }

    private static void scaleDefaults(double[] s, boolean[] known) {
        double scale = 0;
        for (int g = 0; g < 4; g++) {
            scale += known[g] ? s[g] / Weights.DEFAULT.at(g) : 0;
        }
        for (int g = 0; g < 4; g++) {
            s[g] = known[g] ? s[g] : Weights.DEFAULT.at(g) * scale;
        }
    }

    /** The logarithms of neighbours stand in fixed proportions: L2 = 0.41 L1 + 0.59 L3 and L3 = 0.46 L2 + 0.54 L4. */
    private static void fill(double[] s, boolean[] known) {
        double again = Math.log(s[0]);
        double hard = Math.log(s[1]);
        double good = Math.log(s[2]);
        double easy = Math.log(s[3]);
        if (!known[1]) {
            if (!known[2]) {
                hard = (0.41 * again + 0.59 * 0.54 * easy) / (1 - 0.59 * 0.46);
            } else {
                hard = known[0] ? 0.41 * again + 0.59 * good : (good - 0.54 * easy) / 0.46;
            }
            s[1] = Math.exp(hard);
        }
        if (!known[2]) {
            good = known[3] ? 0.46 * hard + 0.54 * easy : (hard - 0.41 * again) / 0.59;
            s[2] = Math.exp(good);
        }
        if (!known[0]) {
            s[0] = Math.exp((hard - 0.59 * good) / 0.41);
        }
        if (!known[3]) {
            s[3] = Math.exp((good - 0.46 * hard) / 0.54);
        }
    }

    /** How often cards of one first rating were recalled after each first interval, and how well a stability explains it. */
    static final class FirstRecalls {
        private static final double DECAY = Weights.DEFAULT.at(20);
        private static final double FACTOR = Math.pow(0.9, -1 / DECAY) - 1;

        private final double[] days;
        private final double[] recall;
        private final double[] count;

        /** Of equal length: interval, share of recalls and number of cards of each group. */
        FirstRecalls(double[] days, double[] recall, double[] count) {
            this.days = days;
            this.recall = recall;
            this.count = count;
        }

        /** With one more card per group, which behaves as the average, so that no group is certain. */
        static FirstRecalls smoothed(List<FirstIntervals.Group> groups, double averageRecall) {
            return new FirstRecalls(
                    groups.stream().mapToDouble(FirstIntervals.Group::days).toArray(),
                    groups.stream()
                            .mapToDouble(group -> (group.recalled() + averageRecall) / (group.count() + 1.0))
                            .toArray(),
                    groups.stream().mapToDouble(FirstIntervals.Group::count).toArray());
        }

        /** Log loss of the default forgetting curve at stability {@code s}, plus a sixteenth of the distance from the default. */
        double loss(double s, double defaultStability) {
            double sum = 0;
            for (int j = 0; j < days.length; j++) {
                double logRecall = -DECAY * Math.log(1 + FACTOR * days[j] / s);
                sum -= count[j] * (recall[j] * logRecall + (1 - recall[j]) * Math.log(1 - Math.exp(logRecall)));
            }
            return sum + Math.abs(s - defaultStability) / 16;
        }
    }
}
