package dev.engram.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void shouldAlignTextsLeftAndNumbersRightBelowHeadsOfSeveralLines() {
        // when
        var lines = new TextTable<String>()
                .left("word", word -> word)
                .right("number of\nletters", word -> Integer.toString(word.length()))
                .left("", word -> word.length() > 3 ? "long" : "")
                .lines(List.of("é𝛼", "four", "eleven char"));

        // then
        assertThat(lines)
                .containsExactly(
                        "             number of",
                        "word           letters",
                        "é𝛼                   3",
                        "four                 4  long",
                        "eleven char         11  long");
    }

    @Test
    void shouldHaveNoHeadWhereNoColumnIsNamed() {
        assertThat(new TextTable<Integer>().right("", i -> "x".repeat(i)).lines(List.of(1, 3)))
                .containsExactly("  x", "xxx");
    }

    @Test
    void shouldNameAFewAndCountTheRest() {
        assertThat(FigureText.some(List.of("a", "b"), 2)).isEqualTo("a, b");
        assertThat(FigureText.some(List.of("a", "b", "c"), 2)).isEqualTo("a, b, and 1 more");
        assertThat(FigureText.some(List.of(), 2)).isEmpty();
    }

    @Test
    void shouldWriteNoFigureThatJsonDoesNotHave() {
        assertThat(StudyJson.document(List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY)))
                .isEqualTo("[ 1.5, null, null ]");
        assertThat(StudyJson.error("bad_input", "a \"b\""))
                .isEqualTo("{\"error\":{\"code\":\"bad_input\",\"reason\":\"a \\\"b\\\"\"}}");
    }
}
