package dev.engram.hardness.study;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.rank.RankInterval;
import dev.engram.hardness.study.report.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fits the principal model to learners drawn anew. */
final class BootstrapRun {
    private static final double TAIL = 0.025;

    private final Rows rows;
    private final Terms terms;
    private final RowRules rules;
    private final double gamma;
    private final Map<String, Double> sds;

    BootstrapRun(Rows rows, Terms terms, RowRules rules, double gamma, Map<String, Double> sds) {
        this.rows = rows;
        this.terms = terms;
        this.rules = rules;
        this.gamma = gamma;
        this.sds = sds;
    }

    /** Centred effects of the tags of one replicate; a class, for an array has no equality. */
    static final class Replicate {
        private final double @Nullable [] effects;

        private Replicate(double @Nullable [] effects) {
            this.effects = effects;
        }

        private Optional<double[]> effects() {
            return Optional.ofNullable(effects);
        }
    }

    List<Supplier<Replicate>> replicates(int number, long seed) {
        var replicates = new ArrayList<Supplier<Replicate>>();
        for (int r = 0; r < number; r++) {
            long own = Mix.of(seed, r);
            replicates.add(() -> replicate(own));
        }
        return replicates;
    }

    private Replicate replicate(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var copies = new int[rows.learners.size()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = poisson(random);
        }
        var drawn = rows.withLearners(copies);
        if (!Shortfalls.of(drawn, "rows").isEmpty()) {
            return new Replicate(null);
        }
        int[] source = IntStream.range(0, copies.length)
                .flatMap(i -> IntStream.range(0, copies[i]).map(_ -> i))
                .toArray();
        var drawnTerms = Terms.of(drawn, rules).withAbilityOf(terms, i -> source[i]);
        return switch (Fits.side(drawnTerms.offset(gamma, drawn.tags), sds)) {
            case Unfit _ -> new Replicate(null);
            case Fit fit -> new Replicate(centred(fit.random(Terms.TAG).modes()));
        };
    }

    private static double[] centred(double[] effects) {
        double mean = IntStream.range(0, effects.length)
                .mapToDouble(t -> effects[t])
                .average()
                .orElse(0);
        return IntStream.range(0, effects.length)
                .mapToDouble(t -> effects[t] - mean)
                .toArray();
    }

    /** Mean 1, by inversion. */
    private static int poisson(RandomGenerator random) {
        double left = random.nextDouble();
        double mass = Math.exp(-1);
        int value = 0;
        while (left >= mass && value < 20) {
            left -= mass;
            value++;
            mass /= value;
        }
        return value;
    }

    /** Puts the replicates together, in their order. */
    static Bootstrap of(List<Replicate> replicates, List<String> tags, Covariance covariance) {
        var fitted = replicates.stream().flatMap(run -> run.effects().stream()).toList();
        var spreads = new TreeMap<String, Bootstrap.Spread>();
        if (!fitted.isEmpty()) {
            var ranks = fitted.stream().map(TagEffects::ranks).toList();
            var centred = covariance.centred();
            for (int t = 0; t < tags.size(); t++) {
                int tag = t;
                double[] places =
                        ranks.stream().mapToDouble(rank -> rank[tag]).sorted().toArray();
                spreads.put(
                        tags.get(t),
                        new Bootstrap.Spread(
                                sd(fitted.stream()
                                        .mapToDouble(effects -> effects[tag])
                                        .toArray()),
                                centred.sd(t),
                                new RankInterval(
                                        (int) quantile(places, TAIL), (int) Math.ceil(quantile(places, 1 - TAIL)))));
            }
        }
        return new Bootstrap(replicates.size(), fitted.size(), spreads);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static double sd(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / Math.max(1, values.length - 1));
    }
}
