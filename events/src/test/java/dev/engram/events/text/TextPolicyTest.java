package dev.engram.events.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPolicyTest {

    private static CardContent card(String question, String provenance, String tag, Answer answer, Source source) {
        return new CardContent(question, provenance, List.of(Tag.of("nlp"), Tag.of(tag)), answer, source);
    }

    static Stream<Arguments> faults() {
        var answer = new Answer("Brian", "a\n\tb", false);
        var source = new Source("T", new Locator("timestamp", "9:00"));
        return Stream.of(
                Arguments.of("question", card("Q\u202e?", null, "ml", answer, source)),
                Arguments.of("tags[1]", card("Q?", null, "a\u200bb", answer, source)),
                Arguments.of("provenance", card("Q?", "a\nb", "ml", answer, source)),
                Arguments.of("answer.author", card("Q?", null, "ml", new Answer("A\u200f", null, true), source)),
                Arguments.of("answer.text", card("Q?", null, "ml", new Answer(null, "a\u001b", true), source)),
                Arguments.of("source.title", card("Q?", null, "ml", null, new Source("a\nb", null))),
                Arguments.of(
                        "source.locator.kind", card("Q?", null, "ml", null, new Source("T", new Locator("page", "3")))),
                Arguments.of(
                        "source.locator.value",
                        card("Q?", null, "ml", null, new Source("T", new Locator("timestamp", "banana")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldNameTheFieldOfACard(String field, CardContent card) {
        var fault = TextPolicy.card(card);
        assertThat(fault).isNotNull();
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.rule()).startsWith("must ");
    }

    @Test
    void shouldTakeAGoodCard() {
        var source = new Source("T", new Locator("equation", "(15.34)"));
        assertThat(TextPolicy.card(card("Q\n?", "from-source", "ml", new Answer("田中", "\tif\n", false), source)))
                .isNull();
        assertThat(TextPolicy.card(new CardContent("Q?", null, List.of(), null, null)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a | b", "|", "| a", "a |", "a\nb", "a\u200b"})
    void shouldRefuseASegmentThatADeckFileCannotSay(String segment) {
        assertThat(TextPolicy.pathSegmentFault(segment)).startsWith("must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ML", "a|b", "P(A|B)", "深層学習", "C++ & C#"})
    void shouldTakeASegment(String segment) {
        assertThat(TextPolicy.pathSegmentFault(segment)).isNull();
    }
}
