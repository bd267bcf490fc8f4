package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.card.domain.text.DeckTextReader.DeckReading.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files at and above the limits, and files of other programs: named, and refused before any work. */
class DeckFileLimitsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldRefuseAFileAboveALimit(String what, byte[] file, int line) {
        // when
        var refused = (Refused) DeckTextReader.read(file, Set.of());
        // then
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(NoticeCode.E_LIMIT);
            assertThat(error.line()).isEqualTo(line);
            assertThat(error.message()).containsPattern("at most [0-9]+");
        });
    }

    static Stream<Arguments> shouldRefuseAFileAboveALimit() {
        var longest = "é".repeat(DeckFileLimits.LINE_CHARACTERS);
        return Stream.of(
                arguments("bytes", new byte[DeckFileLimits.FILE_BYTES + 1], 1),
                arguments("cards", bytes("D\n" + cards(DeckFileLimits.CARDS + 1)), 2 * DeckFileLimits.CARDS + 2),
                arguments("lines", bytes("D\nQ?\na\n" + "!\n".repeat(DeckFileLimits.LINES)), DeckFileLimits.LINES + 1),
                arguments("words on a line", bytes("D\nQ?\nattention\n" + "x ".repeat(2_000_000)), 4),
                arguments("words after the title", bytes("D\nQ?\n" + "x ".repeat(2_000_000)), 3),
                arguments("characters of a line", bytes("D\nQ?\nattention\n" + longest + "é"), 4),
                arguments(
                        "characters of a fence", bytes("D\nQ?\nattention\n```\n" + "x\n".repeat(50_000) + "```\n"), 4));
    }

    @Test
    void shouldRefuseAFileWithMoreWarningsThanAreListed() {
        // given
        var file = "D\n" + cards(DeckFileLimits.WARNINGS + 2).replace("attention", "attention attention");
        // when
        var refused = (Refused) DeckTextReader.read(bytes(file), Set.of());
        // then
        assertThat(refused.errors()).extracting(Notice::code).containsExactly(NoticeCode.E_LIMIT);
        assertThat(refused.warnings()).hasSize(DeckFileLimits.WARNINGS);
    }

    @Test
    void shouldReadALineAsLongAsAllowed() {
        // given
        var file = "D\nQ?\nattention\n" + " ".repeat(4_969) + "(Brian) (See source material.) " + "x".repeat(20_000);
        // when
        var reading = (Read) DeckTextReader.read(bytes(file), Set.of("Brian"));
        // then
        assertThat(reading.deck().cards().getFirst().content().answer().text()).hasSize(20_000);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void shouldNameFilesOfOtherPrograms(byte[] file, String name) {
        // when
        var refused = (Refused) DeckTextReader.read(file, Set.of());
        // then
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(NoticeCode.E_FORMAT);
            assertThat(error.message()).contains(name);
        });
    }

    static Stream<Arguments> shouldNameFilesOfOtherPrograms() {
        var large = "x".repeat(DeckFileLimits.FILE_BYTES);
        return Stream.of(
                arguments(
                        latin1("PK\u0003\u0004\u0014\u0000meta\b\u0003 collection.anki21b \u00FF\u0000"),
                        "Anki package"),
                arguments(latin1("PK\u0003\u0004" + large + "collection.anki2"), "Anki package"),
                arguments(latin1("PK\u0003\u0004\u0014\u0000[Content_Types].xml"), "zip archive"),
                arguments(latin1("SQLite format 3\0\u0010\0"), "SQLite database"),
                arguments(bytes("#separator:tab\n#html:true\nQ\tA\n"), "text export of Anki"),
                arguments(bytes("\uFEFF#notetype column:1\nBasic\tQ\tA"), "text export of Anki"),
                arguments(bytes("#+TITLE: Deck\n* Card :drill:\nQ?\n"), "Org file"),
                arguments(bytes(":PROPERTIES:\n:ID: 1\n:END:\n"), "Org file"),
                arguments(bytes("{\n  \"__type__\": \"Deck\",\n  \"children\": []\n}"), "CrowdAnki"));
    }

    @ParameterizedTest
    @MethodSource("titles")
    void shouldNotTakeADeckForAFileOfAnotherProgram(String title) {
        assertThat(DeckTextReader.read(bytes(title + "\nQ?\nattention\n"), Set.of()))
                .isInstanceOf(Read.class);
    }

    static Stream<String> titles() {
        return Stream.of("PK", "SQLite format 3", "# separator", "#+", "* Notes", "{sets}", "[ML] Deck");
    }

    private static String cards(int count) {
        var cards = new StringBuilder();
        for (int i = 0; i < count; i++) {
            cards.append("Question ").append(i).append("?\nattention\n");
        }
        return cards.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
