package dev.engram.runtime.audit;

import dev.engram.projections.AggregateKey;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Finds rows that differ from what is contributed to them, in memory of one size however many there are: of each row a number that is
 * linear in its counts, added up in buckets. Contributions are added and rows subtracted; a bucket that is not 0 then has a row that
 * differs. That one is overlooked is as likely as that a number of 64 bits is 0 by chance.
 */
final class RowBuckets {
    /** 512 KB for a partition. */
    private static final int BITS = 16;

    private final long[][] sums;
    private final BitSet[] damaged;

    RowBuckets(int partitions) {
        this.sums = new long[partitions][1 << BITS];
        this.damaged =
                IntStream.range(0, partitions).mapToObj(_ -> new BitSet()).toArray(BitSet[]::new);
    }

    /** @param sign 1 for what is contributed, -1 for what is stored */
    void add(int partition, AggregateKey key, long[] counts, int sign) {
        long factor = hash(key);
        int bucket = bucket(factor);
        long sum = 0;
        for (long count : counts) {
            factor = mixed(factor);
            sum += count * (factor | 1);
        }
        sums[partition][bucket] += sign * sum;
    }

    /** Notes a row that cannot be read. */
    void addDamaged(int partition, AggregateKey key) {
        damaged[partition].set(bucket(hash(key)));
    }

    /** Leaves a partition out. */
    void clear(int partition) {
        Arrays.fill(sums[partition], 0);
        damaged[partition].clear();
    }

    /** Whether a row differs, or one that shares its bucket. */
    boolean mayDiffer(int partition, AggregateKey key) {
        int bucket = bucket(hash(key));
        return sums[partition][bucket] != 0 || damaged[partition].get(bucket);
    }

    /** Whether no row differs. */
    boolean isEmpty() {
        return Arrays.stream(damaged).allMatch(BitSet::isEmpty)
                && Arrays.stream(sums).flatMapToLong(Arrays::stream).allMatch(sum -> sum == 0);
    }

    private static int bucket(long hash) {
        return (int) (hash >>> (Long.SIZE - BITS));
    }

    private static long hash(AggregateKey key) {
        long hash = key.day();
        for (int i = 0; i < key.subject().length(); i++) {
            hash = mixed(hash ^ key.subject().charAt(i));
        }
        return mixed(hash);
    }

    /** One step of SplitMix64. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
