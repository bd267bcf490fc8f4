package dev.engram.card.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AscendingTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldFindALongestAscendingSubsequence(long seed) {
        // given
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            var values = random.ints(random.nextInt(10), 0, 8).toArray();
            // when
            var found = Ascending.longest(values);
            // then
            var chosen = found.stream().map(i -> values[i]).toArray();
            assertThat(chosen).isSorted().doesNotHaveDuplicates();
            assertThat(chosen).hasSize(longestByTryingAll(values));
        }
    }

    @Test
    void shouldMoveOnlyTheOneThatWasMoved() {
        assertThat(Ascending.longest(new int[] {1, 2, 0, 3, 4}).stream()).containsExactly(0, 1, 3, 4);
        assertThat(Ascending.longest(new int[0]).isEmpty()).isTrue();
    }

    private static int longestByTryingAll(int[] values) {
        int longest = 0;
        for (int choice = 0; choice < 1 << values.length; choice++) {
            int last = Integer.MIN_VALUE;
            boolean ascends = true;
            for (int i = 0; i < values.length; i++) {
                if ((choice >> i & 1) == 1) {
                    ascends &= values[i] > last;
                    last = values[i];
                }
            }
            longest = ascends ? Math.max(longest, Integer.bitCount(choice)) : longest;
        }
        return longest;
    }
}
