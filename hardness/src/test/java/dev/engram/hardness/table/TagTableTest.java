package dev.engram.hardness.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagTableTest {
    @Test
    void shouldCountATagGivenTwiceOnce() {
        // given three rows that a source weighed by a third each
        var tags = TagTable.builder()
                .add("c", "a", 1.0 / 3)
                .add("c", " a ", 1.0 / 3)
                .add("c", "b", 1.0 / 3)
                .build();
        // then
        assertThat(tags.of("c").get("a")).isCloseTo(0.5, within(1e-15));
        assertThat(tags.notes())
                .containsExactly(
                        "1 tag rows given more than once: counted once",
                        "1 cards whose weights did not sum to 1: scaled");
    }

    @Test
    void shouldKeepWeightsThatSumToOne() {
        var tags = TagTable.builder().add("c", "a", 0.7).add("c", "b", 0.3).build();
        assertThat(tags.of("c")).containsExactlyInAnyOrderEntriesOf(Map.of("a", 0.7, "b", 0.3));
        assertThat(tags.notes()).isEmpty();
    }

    @Test
    void shouldDivideEvenlyWhereAWeightIsMissing() {
        assertThat(TagTable.of(Map.of("c", List.of("a", "b", "d", "e"))).of("c").get("d"))
                .isEqualTo(0.25);
        var partly = TagTable.builder().add("c", "a", 0.7).add("c", "b", null).build();
        assertThat(partly.of("c").get("a")).isEqualTo(0.5);
        assertThat(partly.notes()).containsExactly("1 cards with a weight for some tags only: 1 / number of tags used");
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        var builder = TagTable.builder().add("c", "a", 0.7);
        assertThatThrownBy(() -> builder.add("c", "a", 0.3))
                .hasMessage("row 2, weight: tag a of card c was given before with weight 0.7");
        assertThatThrownBy(() -> builder.add("c", "b", Double.NaN))
                .hasMessage("row 3, weight: must be in (0, 1000], was NaN");
        assertThatThrownBy(() -> builder.add("c", " ", null)).hasMessage("row 4, tag: must not be blank");
    }
}
