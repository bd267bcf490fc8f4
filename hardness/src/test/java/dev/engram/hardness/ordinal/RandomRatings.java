package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.hardness.glmm.RandomFactor.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Ratings drawn from the model: learners, cards with tags, learners in classes, a slope, a format, an offset. */
public final class RandomRatings {
    static final List<String> RATINGS = List.of("Again", "Hard", "Good", "Easy");
    static final double[] THRESHOLDS = {-1.2, -0.3, 1.6};

    final int learners;
    final int cards;
    final int tags = 5;
    final int classes = 3;
    final int[] learner;
    final int[] card;
    public final byte[] rating;
    final double[] slope;
    final double[] offset;
    final byte[] format;
    final int[] tagStart;
    final int[] tag;
    final double[] tagWeight;

    public RandomRatings(long seed, int rows, int learners, int cards, double shiftSd) {
        var random = new SplittableRandom(seed);
        this.learners = learners;
        this.cards = cards;
        learner = random.ints(rows, 0, learners).toArray();
        card = random.ints(rows, 0, cards).toArray();
        rating = new byte[rows];
        slope = gaussians(random, rows, 1);
        offset = gaussians(random, rows, 0.3);
        format = new byte[rows];
        var entries = new ArrayList<Integer>();
        var weights = new ArrayList<Double>();
        tagStart = new int[cards + 1];
        for (int j = 0; j < cards; j++) {
            int count = 1 + random.nextInt(2);
            int first = random.nextInt(tags);
            for (int i = 0; i < count; i++) {
                entries.add((first + i) % tags);
                weights.add(1.0 / count);
            }
            tagStart[j + 1] = entries.size();
        }
        tag = entries.stream().mapToInt(Integer::intValue).toArray();
        tagWeight = weights.stream().mapToDouble(Double::doubleValue).toArray();
        draw(random, shiftSd);
    }

    private void draw(SplittableRandom random, double shiftSd) {
        double[] ofLearner = gaussians(random, learners, 0.7);
        double[] shift = gaussians(random, learners, shiftSd);
        double[] ofCard = gaussians(random, cards, 0.5);
        double[] ofTag = gaussians(random, tags, 0.8);
        for (int n = 0; n < rating.length; n++) {
            format[n] = (byte) random.nextInt(3);
            double eta = offset[n] + 0.4 * slope[n] + 0.3 * format[n] + ofLearner[learner[n]] + ofCard[card[n]];
            for (int entry = tagStart[card[n]]; entry < tagStart[card[n] + 1]; entry++) {
                eta += tagWeight[entry] * ofTag[tag[entry]];
            }
            double u = random.nextDouble();
            double z = Math.log(u / (1 - u)) - eta;
            double middle = Math.clamp(THRESHOLDS[1] + shift[learner[n]], THRESHOLDS[0] + 0.1, THRESHOLDS[2] - 0.1);
            rating[n] = (byte) (z <= THRESHOLDS[0] ? 0 : z <= middle ? 1 : z <= THRESHOLDS[2] ? 2 : 3);
        }
    }

    private static double[] gaussians(SplittableRandom random, int count, double sd) {
        return IntStream.range(0, count)
                .mapToDouble(i -> sd * random.nextGaussian())
                .toArray();
    }

    /** All terms, the rows in another order. */
    public Design terms(int[] order) {
        int[] classStart = IntStream.rangeClosed(0, learners).toArray();
        int[] ofClass = IntStream.range(0, learners).map(i -> i % classes).toArray();
        double[] one = IntStream.range(0, learners).mapToDouble(i -> 1).toArray();
        byte[] formats = new byte[order.length];
        for (int n = 0; n < order.length; n++) {
            formats[n] = format[order[n]];
        }
        return Design.of(new byte[order.length])
                .offset(Column.of(
                        IntStream.of(order).mapToDouble(n -> offset[n]).toArray()))
                .fixed(new FixedTerm.Numeric(
                        "slope",
                        Column.of(IntStream.of(order).mapToDouble(n -> slope[n]).toArray())))
                .fixed(FixedTerm.Categorical.of("format", List.of("a", "b", "c"), formats))
                .random(new Grouping(
                        "learner",
                        names(learners),
                        IntStream.of(order).map(n -> learner[n]).toArray()))
                .random(new Membership("class", names(classes), "learner", classStart, ofClass, one))
                .random(new Grouping(
                        "card",
                        names(cards),
                        IntStream.of(order).map(n -> card[n]).toArray()))
                .random(new Membership("tag", names(tags), "card", tagStart, tag, tagWeight))
                .build();
    }

    public OrdinalDesign design() {
        return OrdinalDesign.of(terms(IntStream.range(0, rating.length).toArray()), rating, RATINGS);
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "level" + i).toList();
    }
}
