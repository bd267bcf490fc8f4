package dev.engram.projections;

import java.util.List;
import java.util.Map;

/**
 * Counts by key that are the sum of what every document of a projection contributes. Pure. The runner adds, for each
 * document that it writes, the contributions after minus those before, in the same transaction: a late or retracted
 * event corrects the counts, and nothing is counted twice. A row whose counts are all 0 equals an absent one.
 *
 * @param <K> key of a document
 * @param <S> state of a document
 */
public interface Aggregate<K, S> {

    /** Short and stable: names its collection, such as {@code activity}. */
    String name();

    /** Names of the counts, in the order of the vectors. */
    List<String> counts();

    /** Whether documents of several partitions contribute to one key; if not, the subject is the context key. */
    default boolean isFedBySeveralPartitions() {
        return false;
    }

    /** What a document contributes: vectors as long as {@link #counts}, which the caller owns. */
    Map<AggregateKey, long[]> contributions(K key, S state);
}
