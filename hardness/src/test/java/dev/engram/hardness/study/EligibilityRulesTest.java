package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.AliasGroup;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.TagCounts;
import dev.engram.hardness.study.report.Eligibility;
import dev.engram.hardness.study.report.Eligibility.Kind;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EligibilityRulesTest {
    @Test
    void shouldNotRankWhatTheRowsDoNotTell() {
        var cards = cards(40);
        IntStream.range(0, 20).forEach(card -> cards.get("c" + card).add("half"));
        IntStream.range(20, 40).forEach(card -> cards.get("c" + card).add("other"));
        var study = new Study(cards);
        assertThat(study.eligibility("half", 0.269, 0.3)).isEqualTo(Eligibility.RANKED);
        assertThat(study.eligibility("half", 0.271, 0.3).kind()).isEqualTo(Kind.NOT_SEPARABLE);
        assertThat(study.eligibility("half", 0.271, 0.3).reason())
                .isEqualTo("its uncertainty 0.271 is almost that of a tag without data, 0.300");
        assertThat(study.eligibility("half", Double.NaN, 0.3).kind()).isEqualTo(Kind.NOT_SEPARABLE);
        assertThat(study.eligibility("half", 0, 0))
                .isEqualTo(
                        new Eligibility(Kind.NOT_SEPARABLE, "the tags do not differ: their standard deviation is 0"));
    }

    @Test
    void shouldGroupTagsThatAreAlmostAlwaysTogether() {
        // given a and b on 21 common cards, b on one more: Jaccard 21/22; c on 20 of them: 20/21 to a and 20/22 to b
        var cards = cards(60);
        IntStream.range(0, 21).forEach(card -> cards.get("c" + card).add("a"));
        IntStream.range(0, 22).forEach(card -> cards.get("c" + card).add("b"));
        IntStream.range(0, 20).forEach(card -> cards.get("c" + card).add("c"));
        IntStream.range(30, 60).forEach(card -> cards.get("c" + card).add("d"));
        IntStream.range(30, 58).forEach(card -> cards.get("c" + card).add("e"));
        IntStream.range(22, 30).forEach(card -> cards.get("c" + card).add("f"));
        // when
        var study = new Study(cards);
        // then d and e share 28 of 30 cards, 0.93
        assertThat(study.aliases).containsExactly(new AliasGroup(List.of("a", "b", "c"), 20.0 / 21));
        assertThat(study.eligibility("b", 0.1, 0.3).reason()).isEqualTo("almost always together with a, c");
        assertThat(study.eligibility("e", 0.1, 0.3)).isEqualTo(Eligibility.RANKED);
        assertThat(study.eligibility("f", 0.1, 0.3)).isEqualTo(Eligibility.RANKED);
    }

    @Test
    void shouldRankNoTagThatIsTheSameAsItsCard() {
        // given
        var cards = cards(40);
        cards.forEach((card, tags) -> tags.add("of-" + card));
        // when
        var alone = new Study(cards);
        cards.get("c0").add("of-c1");
        var shared = new Study(cards);
        // then
        var rule = new PublishRule(1, 1, 1);
        assertThat(alone.eligibility("of-c3", 0.1, 0.3, rule))
                .isEqualTo(new Eligibility(
                        Kind.NOT_SEPARABLE,
                        "every tag is on one card and every card has one tag, so that tag and card are the same"));
        assertThat(shared.eligibility("of-c3", 0.1, 0.3, rule)).isEqualTo(Eligibility.RANKED);
    }

    private static Map<String, List<String>> cards(int number) {
        var cards = new HashMap<String, List<String>>();
        IntStream.range(0, number).forEach(card -> cards.put("c" + card, new ArrayList<>()));
        return cards;
    }

    /** Thirty learners, each with all cards once after the first exposure. */
    private static final class Study {
        private final ModelFrame rows;
        private final List<AliasGroup> aliases;

        Study(Map<String, List<String>> cards) {
            var builder = ReviewTable.builder();
            for (int learner = 0; learner < 30; learner++) {
                for (var card : cards.keySet()) {
                    builder.add(new Review("l" + learner, card, 1, 2, 2, 3, 0, 0, ReviewKind.REVIEW, false, null));
                }
            }
            rows = ModelFrame.of(builder.build(), TagTable.of(cards), RowRules.STANDARD, _ -> true);
            aliases = AliasGroup.all(rows.tags, TagCounts.of(rows));
        }

        Eligibility eligibility(String tag, double posteriorSd, double tagSd) {
            return eligibility(tag, posteriorSd, tagSd, PublishRule.STANDARD);
        }

        Eligibility eligibility(String tag, double posteriorSd, double tagSd, PublishRule rule) {
            return new EligibilityRules(rows, rule).of(rows.tags.names().indexOf(tag), posteriorSd, tagSd);
        }
    }
}
