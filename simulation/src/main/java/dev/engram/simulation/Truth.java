package dev.engram.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What is true of the tags and cards of a simulated world. Hardness is on the scale of ln stability: a tag with h = 0.5 takes
 * 0.5 from the ln S of a card that carries no other. Immutable.
 */
public final class Truth {
    private static final double TAG_SD = 0.5;
    private static final double CARD_SD = 0.35;

    private final World world;
    private final double[] h;
    private final int[][] tags;
    private final double[] mean; // of the h of each card's tags
    private final double[] u;
    private final boolean[] strict;

    /** Draws tags and cards; the same for every scheduler and choice of one world, size and seed. */
    Truth(World world, Size size, RandomGenerator random) {
        this(world, size.tags(), size.cards(), random, () -> {
            var sampler = new TagSampler(size.tags(), random);
            return _ -> sampler.tagsOfCard(random);
        });
    }

    private Truth(
            World world, int tagCount, int cards, RandomGenerator random, Supplier<IntFunction<int[]>> tagsOfCards) {
        this.world = world;
        h = centred(random, tagCount);
        var tagsOf = tagsOfCards.get();
        tags = new int[cards][];
        mean = new double[cards];
        u = new double[cards];
        for (int card = 0; card < tags.length; card++) {
            tags[card] = tagsOf.apply(card);
            mean[card] =
                    Arrays.stream(tags[card]).mapToDouble(this::h).average().orElse(0);
            u[card] = CARD_SD * random.nextGaussian();
        }
        strict = strictCards(tags, tagCount, random);
    }

    /**
     * Draws what is true of the tags and cards of a deck that there is.
     *
     * @param tags how many there are, {@code >= 1}
     * @param tagsOfCards of each card the numbers of its tags, each once; none for a card without tags
     */
    public static Truth ofDeck(World world, int tags, List<int[]> tagsOfCards, RandomGenerator random) {
        return new Truth(
                world,
                tags,
                tagsOfCards.size(),
                random,
                () -> card -> tagsOfCards.get(card).clone());
    }

    private static double[] centred(RandomGenerator random, int tags) {
        double[] h = new double[tags];
        Arrays.setAll(h, tag -> TAG_SD * random.nextGaussian());
        double centre = Arrays.stream(h).average().orElseThrow();
        Arrays.setAll(h, tag -> h[tag] - centre);
        return h;
    }

    /** Half of the tags are kept at the high retention; a card goes with the majority of its tags, ties at random. */
    private static boolean[] strictCards(int[][] tags, int count, RandomGenerator random) {
        int[] order = TagSampler.permutation(count, random);
        boolean[] strict = new boolean[tags.length];
        for (int card = 0; card < tags.length; card++) {
            long strictTags = Arrays.stream(tags[card])
                    .filter(tag -> order[tag] < count / 2)
                    .count();
            long others = tags[card].length - strictTags;
            boolean tie = random.nextBoolean();
            strict[card] = strictTags == others ? tie : strictTags > others;
        }
        return strict;
    }

    /** The world it holds in. */
    public World world() {
        return world;
    }

    /** Number of tags. */
    public int tags() {
        return h.length;
    }

    /** Number of cards. */
    public int cards() {
        return u.length;
    }

    /** Hardness of a tag; the mean over all tags is 0, larger is harder. */
    public double h(int tag) {
        return h[tag];
    }

    /** What makes a card harder or easier than its tags say. */
    public double u(int card) {
        return u[card];
    }

    /** The tags of a card, each once, 1 to 4 where they were drawn; every tag counts for the same share. */
    public int[] tagsOf(int card) {
        return tags[card].clone();
    }

    /** Mean hardness of a card's tags. */
    public double meanTagHardness(int card) {
        return mean[card];
    }

    /** What is taken from ln S by the card: its tags and itself. */
    public double difficulty(int card) {
        return mean[card] + u[card];
    }

    /**
     * Hardness of a tag on the scale of a study's effects, the logit of a lapse: gamma times h; where gamma is not one number,
     * h itself.
     */
    public double logitHardness(int tag) {
        return world.gamma().orElse(1) * h[tag];
    }

    /** Whether {@link Scheduling#POLICY} keeps the card at the high retention. */
    boolean strict(int card) {
        return strict[card];
    }
}
