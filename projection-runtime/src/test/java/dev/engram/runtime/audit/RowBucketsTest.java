package dev.engram.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.projections.AggregateKey;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowBucketsTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldFindTheRowThatDiffersAmongManyAndNoneWhereAllAreEqual(long seed) {
        // given: rows of the sums of two contributions each
        var random = new Random(seed);
        var buckets = new RowBuckets(2);
        for (int i = 0; i < 20_000; i++) {
            long[] one = {random.nextInt(5), random.nextLong(1L << 40), 1};
            long[] other = {random.nextInt(5), 0, random.nextInt(3)};
            buckets.add(i % 2, key(i), one, 1);
            buckets.add(i % 2, key(i), other, 1);
            buckets.add(i % 2, key(i), new long[] {one[0] + other[0], one[1], one[2] + other[2]}, -1);
        }
        assertThat(buckets.isEmpty()).isTrue();
        // when: of one row two counts are exchanged
        buckets.add(1, key(7), new long[] {1, 0, 0}, 1);
        buckets.add(1, key(7), new long[] {0, 0, 1}, -1);
        // then
        assertThat(buckets.isEmpty()).isFalse();
        assertThat(buckets.mayDiffer(1, key(7))).isTrue();
        assertThat(buckets.mayDiffer(0, key(7))).isFalse();
        buckets.clear(1);
        assertThat(buckets.isEmpty()).isTrue();
        // and one that cannot be read
        buckets.addDamaged(0, key(8));
        assertThat(buckets.mayDiffer(0, key(8))).isTrue();
        assertThat(buckets.isEmpty()).isFalse();
    }

    private static AggregateKey key(int number) {
        return new AggregateKey("card-" + number / 100, number % 100);
    }
}
