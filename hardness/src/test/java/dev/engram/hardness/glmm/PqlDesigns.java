package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random designs of learners, cards and tags, drawn from the model itself. */
public final class PqlDesigns {
    /** How large, and how spread the effects are. */
    public record Shape(int rows, int learners, int cards, int tags, double learnerSd, double cardSd, double tagSd) {
        public Shape withRows(int number) {
            return new Shape(number, learners, cards, tags, learnerSd, cardSd, tagSd);
        }
    }

    public static final Shape SMALL = new Shape(4_000, 40, 60, 6, 0.5, 0.4, 0.6);

    private PqlDesigns() {}

    /** Strata of prior successes and lapses, an exact offset, one to three tags a card, a third of the cards for each learner. */
    public static Design draw(Shape shape, long seed) {
        return draw(shape, seed, false);
    }

    public static Design draw(Shape shape, long seed, boolean binned) {
        var random = new SplittableRandom(seed);
        double[] learnerEffect = normals(shape.learners, shape.learnerSd, random);
        double[] cardEffect = normals(shape.cards, shape.cardSd, random);
        double[] tagEffect = normals(shape.tags, shape.tagSd, random);
        int[] start = new int[shape.cards + 1];
        var tags = new ArrayList<Integer>();
        for (int j = 0; j < shape.cards; j++) {
            int number = Math.min(shape.tags, 1 + random.nextInt(3));
            int[] drawn = random.ints(0, shape.tags).distinct().limit(number).toArray();
            Arrays.stream(drawn).forEach(tags::add);
            start[j + 1] = tags.size();
        }
        int[] tag = tags.stream().mapToInt(i -> i).toArray();
        var weight = new double[tag.length];
        for (int j = 0; j < shape.cards; j++) {
            for (int e = start[j]; e < start[j + 1]; e++) {
                weight[e] = 1.0 / (start[j + 1] - start[j]);
                cardEffect[j] += weight[e] * tagEffect[tag[e]];
            }
        }
        int rows = shape.rows;
        var learner = new int[rows];
        var card = new int[rows];
        var successes = new byte[rows];
        var lapses = new byte[rows];
        var bin = new byte[rows];
        var offset = new double[binned ? 0 : rows];
        var response = new byte[rows];
        double[] logTime = IntStream.range(0, 24)
                .mapToDouble(i -> 0.8 * Math.log(1 + i * 1.5))
                .toArray();
        int perLearner = Math.max(1, shape.cards / 3);
        for (int n = 0; n < rows; n++) {
            learner[n] = random.nextInt(shape.learners);
            // learner i sees a block of the cards, with wrap
            card[n] = (int) ((learner[n] * 7919L + random.nextInt(perLearner)) % shape.cards);
            successes[n] = (byte) (random.nextInt(random.nextInt(9) + 1));
            lapses[n] = (byte) (random.nextInt(random.nextInt(5) + 1));
            bin[n] = (byte) random.nextInt(24);
            double time = logTime[bin[n]];
            if (!binned) {
                time += 0.1 * random.nextDouble();
                offset[n] = time;
            }
            double eta = -2.5
                    + time
                    - 0.25 * successes[n]
                    + 0.3 * lapses[n]
                    + learnerEffect[learner[n]]
                    + cardEffect[card[n]];
            response[n] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
        }
        return Design.of(response)
                .offset(binned ? Column.binned(bin, logTime) : Column.of(offset))
                .fixed(FixedTerm.Categorical.of("s", names("", 9), successes))
                .fixed(FixedTerm.Categorical.of("l", names("", 5), lapses))
                .random(new RandomFactor.Grouping("learner", names("L", shape.learners), learner))
                .random(new RandomFactor.Grouping("card", names("C", shape.cards), card))
                .random(new RandomFactor.Membership("tag", names("T", shape.tags), "card", start, tag, weight))
                .build();
    }

    public static List<String> names(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
    }

    private static double[] normals(int number, double sd, SplittableRandom random) {
        return IntStream.range(0, number)
                .mapToDouble(i -> sd * random.nextGaussian())
                .toArray();
    }
}
