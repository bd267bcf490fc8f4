package dev.engram.hardness.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardTagsTest {
    private static final List<String> CARDS = List.of("1", "2", "3", "4", "5");
    private static final TagTable TABLE = TagTable.of(Map.of(
            "1",
            List.of("a"),
            "2",
            List.of("a", "b"),
            "3",
            List.of("b"),
            "4",
            List.of("a", "b", "c"),
            "5",
            List.of("c")));
    private static final CardTags TAGS = CardTags.of(CARDS, new long[] {11, 12, 13, 14, 15}, TABLE);

    @Test
    void shouldSumTheEffectsOfACard() {
        var totals = TAGS.totals(effects(1, 10, 100));
        assertThat(totals).containsExactly(new double[] {1, 5.5, 10, 37, 100}, within(1e-12));
        assertThat(TAGS.withEqualWeights().totals(effects(1, 10, 100)))
                .containsExactly(new double[] {1, 11, 10, 111, 100}, within(1e-12));
    }

    @Test
    void shouldGiveTheVarianceOfACard() {
        // given variances 1 and covariances 0.5 throughout
        var covariance =
                Covariance.of(new double[] {1, 0.5, 0.5}, new double[] {0.5, 1, 0.5}, new double[] {0.5, 0.5, 1});
        assertThat(TAGS.variances(covariance))
                .containsExactly(new double[] {1, 0.75, 1, (3 + 6 * 0.5) / 9, 1}, within(1e-12));
    }

    @Test
    void shouldHandTheSameSetsOfTagsToOtherCards() {
        // when
        var shuffled = TAGS.shuffled(3);
        // then
        var effects = effects(1, 10, 100);
        var before = sorted(TAGS.totals(effects));
        assertThat(sorted(shuffled.totals(effects))).isEqualTo(before);
        assertThat(shuffled.totals(effects)).isEqualTo(TAGS.shuffled(3).totals(effects));
        assertThat(List.of(1L, 2L, 3L, 4L, 5L))
                .anySatisfy(
                        seed -> assertThat(TAGS.shuffled(seed).totals(effects)).isNotEqualTo(TAGS.totals(effects)));
    }

    /** By name of the tag, in the order of the fit. */
    private static double[] effects(double a, double b, double c) {
        return TAGS.names().stream()
                .mapToDouble(name -> Map.of("a", a, "b", b, "c", c).get(name))
                .toArray();
    }

    private static List<Double> sorted(double[] values) {
        var list = new ArrayList<Double>();
        for (double value : values) {
            list.add(value);
        }
        list.sort(null);
        return list;
    }
}
