package dev.engram.projections;

import java.util.HashMap;
import java.util.Map;

/** Sums of what documents contribute to one {@link Aggregate}. Vectors of zeros are left out of the result. */
public final class Contributions<K, S> {

    private final Aggregate<K, S> aggregate;
    private final Map<AggregateKey, long[]> sums = new HashMap<>();

    public Contributions(Aggregate<K, S> aggregate) {
        this.aggregate = aggregate;
    }

    /** What writing {@code after} over {@code before} changes; documents absent from {@code before} are new. */
    public static <K, S> Map<AggregateKey, long[]> differences(
            Aggregate<K, S> aggregate, Map<K, Projected<S>> before, Map<K, Projected<S>> after) {
        var differences = new Contributions<>(aggregate);
        after.forEach((key, document) -> {
            var old = before.get(key);
            if (old == null || !old.state().equals(document.state())) {
                differences.add(key, document.state(), 1);
                if (old != null) {
                    differences.add(key, old.state(), -1);
                }
            }
        });
        return differences.sums();
    }

    /** @param sign 1 to add what a document contributes, -1 to subtract it */
    public void add(K key, S state, int sign) {
        aggregate.contributions(key, state).forEach((row, counts) -> {
            var sum = sums.computeIfAbsent(row, _ -> new long[counts.length]);
            for (int i = 0; i < counts.length; i++) {
                sum[i] += sign * counts[i];
            }
        });
    }

    /** Number of keys with a sum. */
    public int size() {
        return sums.size();
    }

    /** The sums that are not all 0, by key; from here on it sums up anew. */
    public Map<AggregateKey, long[]> drain() {
        var drained = new HashMap<>(sums());
        sums.clear();
        return drained;
    }

    /** The sums that are not all 0, by key. */
    public Map<AggregateKey, long[]> sums() {
        sums.values().removeIf(Contributions::isZero);
        return sums;
    }

    /** Whether a row with these counts equals an absent one. */
    public static boolean isZero(long[] counts) {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }
}
