package dev.engram.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Which tags a card carries: few tags are popular, and some go together. */
final class TagSampler {
    private static final double[] UP_TO = {0.25, 0.65, 0.90}; // probability of at most 1, 2, 3 tags; never more than 4
    private static final double FALL = 0.7; // popularity of the tag of rank k is k^-0.7
    private static final double TOGETHER = 0.35;

    private final double[] cumulated;
    private final int[] partner;

    TagSampler(int tags, RandomGenerator random) {
        int[] rank = permutation(tags, random);
        cumulated = new double[tags];
        double sum = 0;
        for (int tag = 0; tag < tags; tag++) {
            sum += Math.pow(rank[tag] + 1, -FALL);
            cumulated[tag] = sum;
        }
        partner = new int[tags];
        for (int tag = 0; tag < tags; tag++) {
            partner[tag] = (tag + 1 + random.nextInt(tags - 1)) % tags; // any but itself
        }
    }

    int[] tagsOfCard(RandomGenerator random) {
        int wanted = Math.min(number(random.nextDouble()), partner.length);
        int[] tags = new int[wanted];
        tags[0] = popular(random);
        for (int n = 1; n < wanted; n++) {
            int next = random.nextDouble() < TOGETHER ? partner[tags[0]] : popular(random);
            while (contains(tags, n, next)) {
                next = popular(random);
            }
            tags[n] = next;
        }
        return tags;
    }

    private static int number(double uniform) {
        int number = 1;
        for (double upTo : UP_TO) {
            number += uniform < upTo ? 0 : 1;
        }
        return number;
    }

    private int popular(RandomGenerator random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
    }

    private static boolean contains(int[] tags, int length, int tag) {
        return Arrays.stream(tags, 0, length).anyMatch(drawn -> drawn == tag);
    }

    /** The numbers below {@code length} in random order. */
    static int[] permutation(int length, RandomGenerator random) {
        int[] order = new int[length];
        for (int n = 0; n < length; n++) {
            int at = random.nextInt(n + 1);
            order[n] = order[at];
            order[at] = n;
        }
        return order;
    }
}
