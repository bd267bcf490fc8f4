package dev.engram.hardness.link;

import dev.engram.hardness.link.Link.Drift;
import dev.engram.hardness.link.Link.Linked;
import dev.engram.hardness.link.Link.Unlinked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.StatUtils;

/**
 * Links a new version of a study to an old one through the cards that both have. A card whose difference
 * is more than {@value #DRIFT} robust standard deviations (1.4826 MAD) from the median difference has drifted and is left out.
 */
public final class Linking {
    /** Fewest common cards that carry a link. */
    public static final int FEWEST_CARDS = 10;
    /** Robust standard deviations from the median at which a card counts as drifted. */
    public static final double DRIFT = 3;

    /** Makes the MAD of normal draws their standard deviation: 1 / Phi^-1(3/4). */
    private static final double NORMAL_MAD = 1.482602218505602;

    private static final double ROUNDING = 1e-9;
    private static final double LEAST_VARIANCE = 1e-6;

    private Linking() {}

    /**
     * Links two versions.
     *
     * @param before cards of the old version, each once
     * @param after cards of the new version, each once
     * @throws IllegalArgumentException if a card stands twice in a version
     */
    public static Link of(List<CardEffect> before, List<CardEffect> after) {
        var pairs = common(before, after);
        if (pairs.size() < FEWEST_CARDS) {
            return new Unlinked(
                    "Only " + pairs.size() + " cards are in both versions; a link needs " + FEWEST_CARDS + ".");
        }
        double[] differences = pairs.stream().mapToDouble(Pair::difference).toArray();
        double centre = StatUtils.percentile(differences, 50);
        double mad = StatUtils.percentile(
                DoubleStream.of(differences).map(d -> Math.abs(d - centre)).toArray(), 50);
        // where most differences are equal, rounding is no drift
        double bound = DRIFT * NORMAL_MAD * mad + ROUNDING * (1 + Math.abs(centre));
        var kept = new ArrayList<Pair>();
        var dropped = new ArrayList<Drift>();
        for (var pair : pairs) {
            if (Math.abs(pair.difference() - centre) > bound) {
                dropped.add(new Drift(pair.before().card(), pair.difference()));
            } else {
                kept.add(pair);
            }
        }
        dropped.sort(Comparator.<Drift>comparingDouble(drift -> -Math.abs(drift.difference() - centre))
                .thenComparing(Drift::card));
        return linked(kept, mad, dropped);
    }

    private static List<Pair> common(List<CardEffect> before, List<CardEffect> after) {
        var byCard = byCard(before, "before");
        byCard(after, "after");
        var pairs = new ArrayList<Pair>();
        for (var card : after) {
            var old = byCard.get(card.card());
            if (old != null) {
                pairs.add(new Pair(old, card));
            }
        }
        pairs.sort(Comparator.comparing(pair -> pair.before().card()));
        return pairs;
    }

    private static Map<String, CardEffect> byCard(List<CardEffect> cards, String name) {
        var byCard = new HashMap<String, CardEffect>();
        for (var card : cards) {
            if (byCard.put(card.card(), card) != null) {
                throw new IllegalArgumentException(name + " must hold each card once, twice " + card.card());
            }
        }
        return byCard;
    }

    private static Linked linked(List<Pair> kept, double mad, List<Drift> dropped) {
        double meanVariance = kept.stream().mapToDouble(Pair::variance).sum() / kept.size();
        // a card known exactly would carry the link alone; if all are, they count alike
        double least = meanVariance > 0 ? LEAST_VARIANCE * meanVariance : 1;
        double weights = 0;
        double weighted = 0;
        for (var pair : kept) {
            double weight = 1 / Math.max(pair.variance(), least);
            weights += weight;
            weighted += weight * pair.difference();
        }
        double shift = weighted / weights;
        double squares = 0;
        for (var pair : kept) {
            double residual = (pair.difference() - shift) / Math.max(pair.variance(), least);
            squares += residual * residual;
        }
        double smallSample = kept.size() / (kept.size() - 1.0);
        return new Linked(shift, Math.sqrt(smallSample * squares) / weights, mad, kept.size(), dropped);
    }

    /** A card in both versions. */
    private record Pair(CardEffect before, CardEffect after) {
        double difference() {
            return after.effect() - before.effect();
        }

        double variance() {
            return before.sd() * before.sd() + after.sd() * after.sd();
        }
    }
}
