package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.Decks;
import dev.engram.card.TransformersDeck;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.card.domain.text.DeckTextWriter.DeckWriting.Unwritable;
import dev.engram.card.domain.text.DeckTextWriter.DeckWriting.Written;
import dev.engram.card.domain.text.DeckTextWriter.StoredCard;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeckTextWriterTest {

    private static final DeckPath PATH = new DeckPath(List.of("D"));
    private static final List<Tag> TAGS = List.of(new Tag("attention"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D\nQ?\nattention\nA.\nSource: X 9:00\nP?\nattention",
                "\uFEFF\r\n D |  E \r\n\r\n\tQ?\r\n\r\nattention  \r\n A.\r\n\r\n\r\nP?\rattention\r\rSource:X  \n\n\n",
                "D\rQ?\rattention\r```python\r  def f():\r\r      return 1\r```\r\rP?\rattention",
            })
    void shouldWriteAnUneditedDeckByteForByte(String file) {
        assertThat(written(read(file))).isEqualTo(file);
    }

    @Test
    void shouldWriteTheTransformersDeckByteForByte() {
        var deck = ((Read) DeckTextReader.read(TransformersDeck.file(), Set.of())).deck();
        assertThat(bytes(written(deck))).isEqualTo(TransformersDeck.file());
    }

    @Test
    void shouldDifferFromTheTransformersDeckInThreePlacesWhereItIsWrittenAnew() {
        // given
        var file = new String(TransformersDeck.file(), StandardCharsets.UTF_8);
        var deck = read(file);
        // when
        var anew = writtenAnew(deck);
        // then
        var before = file.split("\n", -1);
        var after = anew.split("\n", -1);
        assertThat(IntStream.range(0, before.length)
                        .filter(i -> !before[i].equals(after[i]))
                        .mapToObj(i -> i + 1))
                .containsExactly(13, 22);
        assertThat(after[12]).isEqualTo("Source: Keys, Values, and Queries > 11:00");
        assertThat(after[21]).startsWith("(From source) What is");
        assertThat(Arrays.copyOfRange(after, before.length, after.length)).containsExactly("");
        assertThat(read(anew).cards())
                .extracting(DeckText.CardText::content)
                .containsExactlyElementsOf(TransformersDeck.expectedCards());
    }

    @Test
    void shouldWriteAnewOnlyTheCardThatWasEdited() {
        // given
        var file = "D\r\nQ?\r\nattention\r\nSource: X 9:00\r\n\r\n  P?\r\nattention\r\nA.\r\n\r\nR?\r\nattention";
        var deck = read(file);
        var cards = new ArrayList<>(stored(deck));
        var edited = new CardContent("P?", null, TAGS, new Answer(null, "B.\nC.", false), null);
        cards.set(1, new StoredCard(edited, cards.get(1).lines()));
        cards.add(new StoredCard(Decks.asking("S?"), null));
        // when
        var text = ((Written) DeckTextWriter.write(PATH, deck.head(), cards))
                .file()
                .toString();
        // then
        assertThat(text)
                .isEqualTo(
                        "D\r\nQ?\r\nattention\r\nSource: X 9:00\r\n\r\nP?\r\nattention\r\nB.\r\nC.\r\n\r\nR?\r\nattention"
                                + "\r\nS?\r\nattention\r\n");
    }

    @Test
    void shouldWriteEveryPartOfACard() {
        var text = written(
                new CardContent(
                        "Q?",
                        "from-source",
                        List.of(new Tag("ml::nn"), new Tag("CNNs")),
                        new Answer("Brian", "A.\n~~~\n\n  x\n~~~", true),
                        new Source("Book.", new Locator("figure", "1.2"))),
                new CardContent("P?", null, TAGS, new Answer("Brian", "```\nx\n```", false), null));
        assertThat(text).isEqualTo("""
                D
                (From source) Q?
                ml::nn CNNs
                (Brian) (See source material.) A.
                ~~~

                  x
                ~~~
                Source: Book. Figure 1.2
                P?
                attention
                (Brian)
                ```
                x
                ```
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "timestamp; 9:00; Some Title; Some Title > 9:00",
                "equation; 15.4; Learning.; Learning. 15.4",
                "equation; 15.4; Book; Book Equation 15.4",
                "equation; 15; Book; Book Equation 15",
                "equation; (15.4); Book; Book Equation (15.4)",
                "section; 15.4; Learning.; Learning. Section 15.4",
                "section; 15.4.1; Learning.; Learning. 15.4.1",
            })
    void shouldWriteAPlaceAsItIsReadBack(String kind, String value, String title, String line) {
        var text = written(new CardContent("Q?", null, TAGS, null, new Source(title, new Locator(kind, value))));
        assertThat(text).contains("\nSource: " + line + "\n");
    }

    @Test
    void shouldNameTheAuthorsThatMustBeGivenWithTheFile() {
        // given
        var cards = Stream.of("田中", "Brian", "Brian", "Ludwig van Beethoven", "Ludwig van Beethoven", "Ada Lovelace")
                .map(author -> new Answer(author, "A.", false))
                .toList();
        var contents = IntStream.range(0, cards.size())
                .mapToObj(i -> new CardContent("Q" + i + "?", null, TAGS, cards.get(i), null))
                .toArray(CardContent[]::new);
        // when
        var written = (Written) write(contents);
        // then
        assertThat(written.authors()).containsExactly("田中", "Ludwig van Beethoven", "Ada Lovelace");
        assertThat(DeckTextReader.read(bytes(written.file().toString()), Set.copyOf(written.authors())))
                .isInstanceOfSatisfying(
                        Read.class,
                        read -> assertThat(read.deck().cards())
                                .extracting(DeckText.CardText::content)
                                .containsExactly(contents));
    }

    @Test
    void shouldOfferSlugsForTagsThatTheFormatCannotCarry() {
        // given
        var tags = List.of(new Tag("Attention"), new Tag("c++"), new Tag("2022"), new Tag("the"), new Tag("ok"));
        // when
        var refused = (Unwritable) write(new CardContent("Q?", null, tags, null, null));
        // then
        assertThat(refused.reasons()).isEmpty();
        assertThat(refused.cards()).singleElement().satisfies(card -> {
            assertThat(card.index()).isZero();
            assertThat(card.reasons()).hasSize(4).allMatch(reason -> reason.contains("rename it"));
            assertThat(card.slugs())
                    .isEqualTo(Map.of(
                            new Tag("Attention"), new Tag("attention"),
                            new Tag("c++"), new Tag("c"),
                            new Tag("2022"), new Tag("tag-2022"),
                            new Tag("the"), new Tag("tag-the")));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A.|relu gelu; looks like a line of tags",
                "A.|Source: X; begins with 'Source:'",
                "A.||B.; is empty",
                "A.|  B.; a space or tab",
                "```|code; does not close it",
                "(See source material.) x; answer would be read back",
                "A \u001B.; U+001B",
            })
    void shouldSayWhyAnAnswerCannotBeWritten(String answer, String reason) {
        // given
        var text = answer.replace("|", "\n");
        // when
        var refused = (Unwritable) write(new CardContent("Q?", null, TAGS, new Answer(null, text, false), null));
        // then
        assertThat(refused.cards().getFirst().reasons())
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void shouldWriteAQuestionThatLooksLikeTagsOnlyWhereOneMustStand() {
        // given
        var tagLike = Decks.asking("define attention");
        var sourced = new CardContent("Q?", null, TAGS, null, new Source("X", null));
        // then
        assertThat(write(tagLike)).isInstanceOf(Written.class);
        assertThat(write(sourced, tagLike)).isInstanceOf(Written.class);
        assertThat(write(Decks.asking("Q?"), tagLike))
                .isInstanceOfSatisfying(
                        Unwritable.class,
                        refused -> assertThat(refused.cards()).singleElement().satisfies(card -> {
                            assertThat(card.index()).isEqualTo(1);
                            assertThat(card.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("looks like a line of tags");
                        }));
    }

    @Test
    void shouldRefuseTextsThatTwoCardsMakeTheNameOfAnAuthor() {
        // given
        var answer = new Answer(null, "(True) so.", false);
        var cards = Stream.of("Q?", "P?")
                .map(question -> new CardContent(question, null, TAGS, answer, null))
                .toArray(CardContent[]::new);
        // then
        assertThat(write(cards[0])).isInstanceOf(Written.class);
        assertThat(write(cards))
                .isInstanceOfSatisfying(
                        Unwritable.class,
                        refused -> assertThat(refused.cards())
                                .hasSize(2)
                                .allMatch(card -> card.reasons().getFirst().contains("would be read as its author")));
    }

    @Test
    void shouldRefuseADeckWithoutCardsWithTooManyOrTooLarge() {
        // given
        var many = IntStream.rangeClosed(0, DeckFileLimits.CARDS)
                .mapToObj(i -> Decks.asking("Q" + i + "?"))
                .toArray(CardContent[]::new);
        var large = IntStream.range(0, 300)
                .mapToObj(i ->
                        new CardContent("Q" + i + "?", null, TAGS, new Answer(null, "!".repeat(20_000), false), null))
                .toArray(CardContent[]::new);
        // then
        assertThat(((Unwritable) write()).reasons()).singleElement().asString().contains("no cards");
        assertThat(((Unwritable) write(many)).reasons())
                .singleElement()
                .asString()
                .contains("at most 20000");
        assertThat(((Unwritable) write(large)).reasons())
                .singleElement()
                .asString()
                .contains("at most 5242880 bytes");
    }

    @Test
    void shouldSayThatAuthorsCannotBeGivenWithTheFile() {
        // given
        var comma = by("Murphy, Kevin");
        var many = IntStream.range(0, 101).mapToObj(i -> by("author " + i)).toArray(CardContent[]::new);
        var long10 =
                IntStream.range(0, 10).mapToObj(i -> by(i + "é".repeat(60))).toArray(CardContent[]::new);
        // then
        assertThat(((Unwritable) write(comma)).reasons())
                .singleElement()
                .asString()
                .contains("'Murphy, Kevin'");
        assertThat(((Unwritable) write(many)).reasons())
                .singleElement()
                .asString()
                .contains("101 authors");
        assertThat(((Unwritable) write(long10)).reasons())
                .singleElement()
                .asString()
                .contains("3000 bytes");
    }

    private static CardContent by(String author) {
        return new CardContent("Who is " + author + "?", null, TAGS, new Answer(author, "Text.", false), null);
    }

    private static String written(DeckText deck) {
        return ((Written) DeckTextWriter.write(new DeckPath(deck.path()), deck.head(), stored(deck)))
                .file()
                .toString();
    }

    private static String writtenAnew(DeckText deck) {
        var cards = deck.cards().stream()
                .map(card -> new StoredCard(card.content(), null))
                .toList();
        return ((Written) DeckTextWriter.write(new DeckPath(deck.path()), null, cards))
                .file()
                .toString();
    }

    private static String written(CardContent... cards) {
        return ((Written) write(cards)).file().toString();
    }

    private static DeckTextWriter.DeckWriting write(CardContent... cards) {
        return DeckTextWriter.write(
                PATH,
                null,
                Stream.of(cards).map(card -> new StoredCard(card, null)).toList());
    }

    private static List<StoredCard> stored(DeckText deck) {
        return deck.cards().stream()
                .map(card -> new StoredCard(card.content(), card.lines()))
                .toList();
    }

    private static DeckText read(String file) {
        return ((Read) DeckTextReader.read(bytes(file), Set.of())).deck();
    }

    private static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }
}
