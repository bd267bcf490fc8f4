package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.card.domain.text.DeckTextReader.DeckReading.Refused;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are written on one line: {@code " / "} stands for the end of a line, the title {@code D} is put before. */
class DeckTextReaderTest {

    @Test
    void shouldTakeATagShapedLineRightAfterTheTagsForAnAnswer() {
        var cards = cards("Which activation? / attention / relu / Source: X / Next. / attention");
        assertThat(cards).hasSize(2);
        assertThat(cards.getFirst().answer()).isEqualTo(new Answer(null, "relu", false));
    }

    @Test
    void shouldKeepAnAnswerLineWithFunctionWordsInTheAnswer() {
        var cards = cards("Q? / attention / first line. / the sum of attention / Source: X");
        assertThat(cards).hasSize(1);
        assertThat(cards.getFirst().answer().text()).isEqualTo("first line.\nthe sum of attention");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Q? / attention / first line. / relu gelu / Source: X; W-NEW-TAG",
                "First. / attention / A. / Second? / brand-new / B.; ''",
                "First. / attention / A. / Second. / brand-new / B.; W-NEW-TAG",
                "First. / attention / A. / Second. / Attention ATTENTION / B.; E-NO",
            })
    void shouldWarnOfACardThatMayBeAnAnswer(String body, String warning) {
        if (warning.equals("E-NO")) {
            assertThat(cards(body)).hasSize(1); // not tag-shaped, so all of it is the first answer
            return;
        }
        assertThat(cards(body)).hasSize(2);
        assertThat(slugs(read(body).warnings())).isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Test
    void shouldReadATagShapedQuestionWhereAQuestionMustStand() {
        var cards = cards("Q? / attention transformers / Source: X / define attention / attention transformers / y.");
        assertThat(cards).hasSize(2);
        assertThat(cards.get(1).question()).isEqualTo("define attention");
    }

    @Test
    void shouldWarnWhereATagShapedQuestionIsNotSeenAsOne() {
        // given: "define attention" is meant as a question, but stands neither after the title nor after a source
        var reading = read("Q? / attention / A. / define attention / attention / B.");
        // then
        assertThat(reading.deck().cards()).hasSize(2);
        assertThat(slugs(reading.warnings())).containsExactly("W-NEW-TAG", "W-TAG-LIKE");
    }

    @Test
    void shouldReadSevenTagsOfAllShapes() {
        var cards = cards("Q? / LSTM GPT2 t-SNE ReLU seq2seq ml::nn 1D / A.");
        assertThat(cards).hasSize(1);
        assertThat(cards.getFirst().tags())
                .extracting(Tag::value)
                .containsExactly("LSTM", "GPT2", "t-SNE", "ReLU", "seq2seq", "ml::nn", "1D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Attention",
                "R",
                "2022",
                "the",
                "a",
                "x.",
                "(x)",
                "a--b",
                "a:b",
                "a::",
                "-a",
                "ml::Attention",
                "a b c d e f g h i j k l m",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void shouldNotTakeTheseForTags(String line) {
        assertThat(TagsLine.fault(line)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The",
                "IT",
                "größe",
                "e\u0301tude",
                "注意",
                "a-b_c",
                "x  y",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void shouldJudgeLettersOfAllScripts(String line) {
        assertThat(TagsLine.isTagShaped(line)).isEqualTo(!line.equals("The"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Q? / attention / Source: X / define attention / attention / A.; W-QUESTION-TAG-LIKE",
                "katze cat / maus mouse; W-QUESTION-TAG-LIKE",
                "Q? / attention / A. / Second. / brand-new / B.; W-NEW-TAG",
                "Q? / attention / \tA.; W-INDENT",
                "Q? / attention / def f(x): /     return 1; W-INDENT",
                "Q? / attention / A. /   B. / \tC.; W-INDENT",
                "Q? / attention / A. / source: X; W-SOURCE-LIKE",
                "Q? / attention / relu / attention; W-TAG-LIKE",
            })
    void shouldWarnOnceOfADoubtfulReading(String body, String warning) {
        assertThat(slugs(read(body).warnings())).containsExactly(warning);
    }

    @Test
    void shouldWarnOfAVocabularyList() {
        var reading = (Read) DeckTextReader.read(bytes("hund dog / katze cat / maus mouse"), Set.of());
        assertThat(slugs(reading.warnings())).containsExactly("W-QUESTION-TAG-LIKE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Which one?",
                "どれですか？",
                "أيها؟",
                "Ποιο;",
                "Ποιο\u037E",
                "« Laquelle\u00A0? »",
                "(Why?)",
                "„Wozu?“"
            })
    void shouldWarnOfATitleThatIsAQuestion(String title) {
        // given: the title is missing, and the answer is one word
        var file = title + " / attention / relu / Source: X / Next. / attention / A.";
        // when
        var reading = (Read) DeckTextReader.read(bytes(file), Set.of());
        // then
        assertThat(slugs(reading.warnings())).containsExactly("W-TITLE-QUESTION", "W-QUESTION-TAG-LIKE");
        assertThat(reading.warnings().getFirst().line()).isEqualTo(1);
    }

    @Test
    void shouldDropARepeatedTagWithAWarning() {
        var reading = read("Q? / CNNs cnns attention / A.");
        assertThat(reading.deck().cards().getFirst().content().tags())
                .containsExactly(new Tag("CNNs"), new Tag("attention"));
        assertThat(reading.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(NoticeCode.W_DUP_TAG);
            assertThat(warning.line()).isEqualTo(3);
            assertThat(warning.column()).isEqualTo(6);
        });
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuse(String file, String code, int line) {
        // when
        var reading = DeckTextReader.read(bytes(file), Set.of());
        // then
        assertThat(reading).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.errors()).singleElement().satisfies(error -> {
                assertThat(error.code().slug()).isEqualTo(code);
                assertThat(error.line()).isEqualTo(line);
                assertThat(error.message()).isNotBlank();
            });
        });
    }

    static Stream<Arguments> shouldRefuse() {
        return Stream.of(
                arguments("D / Q? / Attention transformers / A.", "E-NO-TAGS", 2),
                arguments("D / Q?", "E-NO-TAGS", 2),
                arguments("D / Q? / attention / Source: A / Source: B", "E-SOURCE-PLACE", 5),
                arguments("D / Source: A / Q? / attention", "E-SOURCE-PLACE", 2),
                arguments("D / Q? / attention / Source:", "E-SOURCE-EMPTY", 4),
                arguments("D / Q? / attention / Q? / attention", "E-DUP-QUESTION", 4),
                arguments("D / A  b? / attention / (From source) A b? / attention", "E-DUP-QUESTION", 4),
                arguments("Q? / attention / Answer.", "E-TITLE", 1),
                arguments("Q? / attention", "E-TITLE", 1),
                arguments("Source: A / Q? / attention", "E-TITLE", 1),
                arguments("A |  | B / Q? / attention", "E-TITLE", 1),
                arguments("A | | B / Q? / attention", "E-TITLE", 1),
                arguments("A | / Q? / attention", "E-TITLE", 1),
                arguments("D", "E-NO-CARDS", 1),
                arguments("", "E-EMPTY", 1),
                arguments(" \t / \t", "E-EMPTY", 1),
                arguments("D / Q? / attention / ``` / code / P? / attention", "E-FENCE", 4),
                arguments("D / ``` / code / ``` / attention / A.", "E-NO-TAGS", 2),
                arguments("D / Q? / attention / Source: X / ``` / code / ``` / attention", "E-NO-TAGS", 5),
                arguments("D / Q? / attention / A \u001B[2J", "E-CHARACTER", 4),
                arguments("D\u0007 / Q? / attention / A.", "E-CHARACTER", 1),
                arguments("D | E\tF / Q? / attention", "E-CHARACTER", 1),
                arguments("D / Q? / attention / A \u202E.", "E-CHARACTER", 4),
                arguments("D / Q? / attention / ``` / \u0000 / ```", "E-CHARACTER", 5),
                arguments("D / Q? / attention\u200D / A.", "E-CHARACTER", 3),
                arguments("D / Q? / attention / Source: X\tY", "E-CHARACTER", 4),
                arguments("D / Q? / attention / Source: \u00A0", "E-SOURCE-EMPTY", 4),
                arguments("D / " + "q".repeat(2_001) + " / attention", "E-LIMIT", 2),
                arguments("D / Q? / attention / " + "a".repeat(20_000) + "!!", "E-LIMIT", 4),
                arguments("D / Q? / attention / Source: " + "s".repeat(501), "E-LIMIT", 4),
                arguments("D" + " ".repeat(4_000) + "| E / Q? / attention", "E-LIMIT", 1),
                arguments("D".repeat(201) + " / Q? / attention", "E-LIMIT", 1));
    }

    @Test
    void shouldAcceptTextsAsLongAsAllowed() {
        var cards = cards("q".repeat(2_000) + " / attention / " + "!".repeat(20_000) + " / Source: " + "s".repeat(500));
        assertThat(cards).hasSize(1);
    }

    @Test
    void shouldListNoMoreThanAThousandErrors() {
        var refused = (Refused) DeckTextReader.read(bytes("D\n" + "Source: X\n".repeat(5_000)), Set.of());
        assertThat(refused.errors())
                .hasSize(1_001)
                .last()
                .extracting(Notice::code)
                .isEqualTo(NoticeCode.E_LIMIT);
    }

    @Test
    void shouldReportEveryBrokenCardOnce() {
        // given
        var file = bytes("D / Q1? / Attention / A. / Source: X / Q2? / attention / Source: / Q2? / attention");
        // then
        assertThat(errorsOf(file)).containsExactly("E-NO-TAGS", "E-SOURCE-EMPTY", "E-DUP-QUESTION");
    }

    @Test
    void shouldNameThePlaceOfAByteThatIsNotUtf8() {
        // given
        var file = "D\nQ\u00E9? \u00E9".getBytes(StandardCharsets.ISO_8859_1);
        // when
        var refused = (Refused) DeckTextReader.read(file, Set.of());
        // then
        assertThat(refused.errors())
                .containsExactly(new Notice(
                        NoticeCode.E_ENCODING,
                        2,
                        2,
                        "byte 0xE9",
                        refused.errors().getFirst().message()));
    }

    @Test
    void shouldShowControlCharactersEscaped() {
        // when
        var refused = (Refused) DeckTextReader.read(bytes("D / Q? / attention / Ring \u0007\u001B[31m!"), Set.of());
        // then
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.column()).isEqualTo(6);
            assertThat(error.text()).isEqualTo("\\u0007\\u001B[31m!");
            assertThat(error.message()).contains("U+0007").doesNotContain("\u0007");
        });
    }

    @Test
    void shouldCutOffendingTextAtEightyCharacters() {
        var refused = (Refused) DeckTextReader.read(bytes("D / " + "\uD83D\uDE00".repeat(100)), Set.of());
        assertThat(refused.errors().getFirst().text()).isEqualTo("\uD83D\uDE00".repeat(80));
    }

    @Test
    void shouldTakeANameForAnAuthorIfItOpensTwoAnswersOrIsGiven() {
        // given
        var answer = "Q? / attention / (Ada Lovelace) (See source material.) Use x.";
        // when
        var given = (Read) DeckTextReader.read(bytes("D / " + answer), Set.of("Ada Lovelace"));
        var once = read(answer);
        var twice = cards(answer + " / P? / attention / (Ada Lovelace) Use y.");
        // then
        assertThat(given.deck().cards().getFirst().content().answer())
                .isEqualTo(new Answer("Ada Lovelace", "Use x.", true));
        assertThat(slugs(once.warnings())).containsExactly("W-AUTHOR");
        assertThat(once.deck().cards().getFirst().content().answer())
                .isEqualTo(new Answer(null, "(Ada Lovelace) (See source material.) Use x.", false));
        assertThat(twice).extracting(card -> card.answer().author()).containsOnly("Ada Lovelace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Talk > 1:02:03; Talk; timestamp; 1:02:03",
                "Talk 121:00; Talk; timestamp; 121:00",
                "Murphy (2022). Book. Section 15.4; Murphy (2022). Book.; section; 15.4",
                "Book, § 3; Book,; section; 3",
                "Book. Sec. 3.1; Book.; section; 3.1",
                "Book. Fig. 15.27; Book.; figure; 15.27",
                "Book. Eq. (15.4); Book.; equation; (15.4)",
                "Learning. 15.4; Learning.; equation; 15.4",
                "Learning. 15.5.4; Learning.; section; 15.5.4",
                "Murphy (2022). 15.4; Murphy (2022).; equation; 15.4",
                "Einführung. 15.4; Einführung.; equation; 15.4",
                "Глубокое обучение. 15.4; Глубокое обучение.; equation; 15.4",
                "Book. Ch. 15 Section 15.4; Book. Ch. 15; section; 15.4",
                "Book. Figure\u00A015.27; Book.; figure; 15.27",
                "Book.\u202FFig.\u20093; Book.; figure; 3",
                "Learning.\u300015.4; Learning.; equation; 15.4",
                "Talk\u00A0>\u00A09:00; Talk; timestamp; 9:00",
                "Talk 9:00\u00A0; Talk; timestamp; 9:00",
            })
    void shouldReadThePlaceInASource(String source, String title, String kind, String value) {
        // when
        var reading = read("Q? / attention / Source: " + source);
        // then
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.deck().cards().getFirst().content().source())
                .isEqualTo(new CardContent.Source(title, new Locator(kind, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PyTorch 2.1",
                "Talk 9:75",
                "Talk 9:00-11:00",
                "Book. figure 3",
                "9:00",
                "Talk 1:75:00",
                "Vaswani et al., 1706.03762",
                "Attention is all you need. 1706.03762",
                "Attention is all you need. 2106.1234",
                "Vorlesung, 12.10.2023",
                "Vorlesung. 12.10.2023",
                "Vorlesung. 2023.10.12",
                "Book. Ch. 15.4",
                "Lehrbuch. Abb. 15.27",
                "Lehrbuch, S. 3.14",
                "Learning, p. 15.4",
                "Learning. Vol. 1.2",
                "Learning. fig. 1.2",
                "Learning, 15.4",
                "Learning, 15.5.4",
                "Learning.15.4",
                "Lehrbuch. Übg. 1.2",
                "Учебник. Гл. 15.4",
                "教科書。15.4",
                "Book. 15.4",
                "Learning [15.4]",
                "Learning\u00A015.4",
            })
    void shouldWarnOfAPlaceThatStaysInTheTitle(String source) {
        var reading = read("Q? / attention / Source: " + source);
        assertThat(slugs(reading.warnings())).containsExactly("W-LOCATOR");
        assertThat(reading.deck().cards().getFirst().content().source())
                .isEqualTo(new CardContent.Source(source, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Murphy (2022)", "GPT-4", "https://example.org/abs/1706.03762", "Lecture 5", "Attention, 2017"})
    void shouldNotWarnOfTitlesWithNumbers(String source) {
        assertThat(read("Q? / attention / Source: " + source).warnings()).isEmpty();
    }

    @Test
    void shouldWarnOfASourceLineInAnotherCase() {
        var reading = read("Q? / attention / A. / source: X");
        assertThat(slugs(reading.warnings())).containsExactly("W-SOURCE-LIKE");
        assertThat(reading.deck().cards().getFirst().content().answer().text()).isEqualTo("A.\nsource: X");
    }

    @Test
    void shouldReadTheSameFromAnUntidyFile() {
        // given
        var clean = "D\nQ?\nattention\nA.\nSource: X\nP?\nattention";
        var untidy = "\uFEFFD \r\n\t Q?\r\nattention  \r\n\r\n \u3000 \rA.\rSource:   X\t\r\n\r\nP?\nattention\n\n";
        // then
        assertThat(contents(untidy)).isEqualTo(contents(clean));
    }

    @Test
    void shouldCountLinesOfTheFileAsItIs() {
        var reading = (Read) DeckTextReader.read(bytes("\n\nD\r\n\r\nQ?\rattention\n"), Set.of());
        assertThat(reading.deck().cards().getFirst().line()).isEqualTo(5);
    }

    private static List<CardContent> contents(String file) {
        return ((Read) DeckTextReader.read(file.getBytes(StandardCharsets.UTF_8), Set.of()))
                .deck().cards().stream().map(DeckText.CardText::content).toList();
    }

    private static List<CardContent> cards(String body) {
        return read(body).deck().cards().stream()
                .map(DeckText.CardText::content)
                .toList();
    }

    private static Read read(String body) {
        return (Read) DeckTextReader.read(bytes("D / " + body), Set.of());
    }

    private static List<String> errorsOf(byte[] file) {
        return slugs(((Refused) DeckTextReader.read(file, Set.of())).errors());
    }

    private static List<String> slugs(List<Notice> notices) {
        return notices.stream().map(notice -> notice.code().slug()).toList();
    }

    private static byte[] bytes(String file) {
        return file.replace(" / ", "\n").getBytes(StandardCharsets.UTF_8);
    }
}
