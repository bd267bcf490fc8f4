package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.Tag;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decks in any script: tags, ends of questions and authors. */
class AnyScriptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ध्यान मशीन-लर्निंग", // Hindi: vowel signs and virama
                "क़लम क्‍ष", // nukta, which NFC takes apart; virama and ZWJ
                "ความจำ เครื่องเรียนรู้", // Thai: vowels and tone marks above and below
                "கவனம் இயந்திர_கற்றல்", // Tamil
                "اِنْتِبَاه تَعَلُّم", // vocalised Arabic
                "می‌خواهم یادگیری", // Persian with ZWNJ
                "תְּשׂוּמֶת לֵב", // pointed Hebrew
                "注意 機械学習 がくしゅう", // Japanese
                "προσοχή μάθηση", // Greek
                "chú-ý học-máy", // Vietnamese
                "ê\u0301 e\u0302\u0323", // decomposed and stacked marks
                "មេរៀន ການຮຽນ", // Khmer, Lao
                "1D ߁ߊ", // digits beside letters
            })
    void shouldReadTagsAndStoreTheirSpellingInNfc(String tags) {
        // when
        var card = read("Q? / " + tags + " / A.", Set.of());
        // then
        assertThat(card.tags())
                .extracting(Tag::value)
                .containsExactly(Normalizer.normalize(tags, Normalizer.Form.NFC).split(" "));
        assertThat(card.answer()).isEqualTo(new Answer(null, "A.", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0301a", "1\u0301", "a-\u0301b", "\u200Da", "ক\u200B", "a\uD83D\uDE00", "注意。"})
    void shouldTakeMarksAndJoinersForPartsOfTagsOnlyAfterLetters(String line) {
        assertThat(TagsLine.fault(line)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Why?",
                "なぜですか？",
                "「なぜですか？」",
                "لماذا؟",
                "لماذا؟\u200F",
                "«لماذا؟»",
                "Γιατί;",
                "Γιατί\u037E",
                "«Γιατί;»",
                "Say “why?”",
                "Sag „warum?“",
                "Warum »so?«",
                "Pourquoi «\u00A0lui\u202F?\u00A0»",
                "Does it (really?)",
                "Is it 'so?'",
            })
    void shouldSeeTheEndOfAQuestion(String question) {
        assertThat(warnings("First. / attention / A. / " + question + " / brand-new / B."))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int x;", "Is it? No", "為什麼。", "Why", "(why)"})
    void shouldNotSeeTheEndOfAQuestionElsewhere(String line) {
        assertThat(warnings(
                        "First. / attention / A. / " + line + (line.equals("Why") ? "." : "") + " / brand-new / B."))
                .containsExactly("W-NEW-TAG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "田中",
                "Ludwig van Beethoven",
                "جلال الدين محمد رومي",
                "मुंशी प्रेमचंद",
                "ada l.",
                "Smith (Jr.)",
                "Gabriel José de la Concordia García Márquez",
                "Jose\u0301 Marti\u0301",
            })
    void shouldTakeAGivenAuthorAsWritten(String name) {
        // given: the list is in NFC whatever the file is in
        var authors = Set.of(Normalizer.normalize(name, Normalizer.Form.NFC));
        // when
        var deck = deck("Q? / attention / (" + name + ") (See source material.) A.", authors);
        // then
        assertThat(deck.cards().getFirst().content().answer()).isEqualTo(new Answer(name, "A.", true));
        assertThat(deck.authors()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(田中) A.", "(van Beethoven) A.", "(Ada)A."})
    void shouldLeaveOtherBracketsInTheText(String answer) {
        assertThat(read("Q? / attention / " + answer, Set.of()).answer()).isEqualTo(new Answer(null, answer, false));
    }

    @ParameterizedTest
    @CsvSource({"True, true", "Yes, yes"})
    void shouldListTheAuthorsItTook(String word, String other) {
        // given: two answers that begin alike, and two that do not
        var file = "Q? / attention / (" + word + ") A. / P? / attention / (" + word + ") B. / R? / attention / ("
                + other + ") C. / S? / attention / (" + other + ") D.";
        // then
        assertThat(deck(file, Set.of("Nobody")).authors()).containsExactly(word);
    }

    private static CardContent read(String body, Set<String> authors) {
        return deck(body, authors).cards().getFirst().content();
    }

    private static DeckText deck(String body, Set<String> authors) {
        return ((Read) DeckTextReader.read(bytes(body), authors)).deck();
    }

    private static List<String> warnings(String body) {
        return ((Read) DeckTextReader.read(bytes(body), Set.of()))
                .warnings().stream().map(warning -> warning.code().slug()).toList();
    }

    private static byte[] bytes(String body) {
        return ("D / " + body).replace(" / ", "\n").getBytes(StandardCharsets.UTF_8);
    }
}
