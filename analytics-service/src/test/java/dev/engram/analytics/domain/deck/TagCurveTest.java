package dev.engram.analytics.domain.deck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.TagGroups;
import dev.engram.analytics.domain.deck.CardFigures.Shown;
import dev.engram.events.Tag;
import dev.engram.scheduler.Proportion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TagCurveTest {
    private static final Proportion HIDDEN = new Proportion(0, 0);

    private static Shown card(Proportion... opportunities) {
        return new Shown(0, HIDDEN, 0, HIDDEN, 0, 0, List.of(opportunities));
    }

    @Test
    void shouldAddUpWhatIsShownOfEachCardInItsTagsAndThoseAbove() {
        // given
        var groups = new TagGroups<>(TagCurve.Sum::new);
        // when
        add(groups, card(new Proportion(5, 10), HIDDEN, new Proportion(1, 20)), "ml::cnn");
        add(groups, card(new Proportion(10, 30), HIDDEN, HIDDEN), "ML");
        add(groups, card(HIDDEN, HIDDEN, HIDDEN));
        var curves = groups.rows((tag, sum) -> sum.curve(tag));
        // then
        assertThat(curves)
                .containsExactly(
                        new TagCurve(
                                "ML",
                                List.of(
                                        new TagCurve.Point(2, new Proportion(15, 40)),
                                        new TagCurve.Point(0, HIDDEN),
                                        new TagCurve.Point(1, new Proportion(1, 20)))),
                        new TagCurve(
                                "ml::cnn",
                                List.of(
                                        new TagCurve.Point(1, new Proportion(5, 10)),
                                        new TagCurve.Point(0, HIDDEN),
                                        new TagCurve.Point(1, new Proportion(1, 20)))),
                        new TagCurve(TagGroups.UNTAGGED, List.of()));
    }

    private static void add(TagGroups<TagCurve.Sum> groups, Shown card, String... tags) {
        groups.add(Stream.of(tags).map(Tag::new).toList(), sum -> sum.add(card));
    }
}
