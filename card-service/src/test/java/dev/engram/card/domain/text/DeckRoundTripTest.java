package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.card.domain.text.DeckTextWriter.DeckWriting;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read is written and read again as the same; what is written is read as what it was. */
class DeckRoundTripTest {

    private static final DeckPath PATH = new DeckPath(List.of("Étude", "注意"));
    private static final List<String> TAGS = List.of(
            "attention", "CNNs", "ml::nn", "ध्यान", "می‌خواهم", "1D", "Attention", "c++", "the", "אִימוּן", "e\u0301");
    private static final List<String> AUTHORS = List.of("Brian", "Ada Lovelace", "田中", "van Dyke", "Smith (Jr.)");
    private static final List<String> LINES = List.of(
            "So.",
            "relu",
            "relu gelu",
            "the sum of all",
            "Source: X",
            "source: y",
            "(Brian) so",
            "(True) so",
            "(From source) so",
            "(See source material.)",
            "(See source material.) so",
            "```",
            "```python",
            "~~~",
            "\\int_0^1 x\\,dx = \\frac{1}{2}",
            "    return 1",
            "a\tb",
            "",
            "مَرْحَبًا بالعالم.",
            "שָׁלוֹם \u2067RTL\u2069.",
            "Why?",
            "なぜ？",
            "Section 1.2",
            "\u00A0",
            "x ",
            "15.4");
    private static final List<String> TITLES = List.of(
            "Book",
            "Learning.",
            "Ch.",
            "Talk 9:00",
            "Learning. 15.4",
            "Murphy (2022).",
            "Section",
            "Bók\u00A0X",
            " X",
            ">");
    private static final List<String> VALUES =
            List.of("9:00", "1:02:03", "15", "15.4", "(15.4)", "15.5.4", "1706.03762", "12.10.2023", "banana", "99:99");

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldReadAsTheSameWhatWasReadAndWritten(long seed) {
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 1_500; i++) {
            // given
            var file = file(random);
            if (!(DeckTextReader.read(bytes(file), Set.of("Brian", "田中")) instanceof DeckReading.Read first)) {
                continue;
            }
            read++;
            var deck = first.deck();
            var kept = deck.cards().stream()
                    .map(card -> new StoredCard(card.content(), card.lines()))
                    .toList();
            var mixed = kept.stream()
                    .map(card -> random.nextBoolean() ? card : new StoredCard(card.content(), null))
                    .toList();
            // then
            var path = new DeckPath(deck.path());
            assertThat(written(DeckTextWriter.write(path, deck.head(), kept))
                            .file()
                            .toString())
                    .isEqualTo(file);
            assertThat(contents(written(DeckTextWriter.write(path, deck.head(), mixed))))
                    .isEqualTo(contents(kept));
            assertThat(contents(written(DeckTextWriter.write(path, null, anew(kept)))))
                    .isEqualTo(contents(kept));
        }
        assertThat(read).isGreaterThan(100);
    }

    /** Any deck is written so that it is read as the same, or the cards that cannot be written are named and the others can. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldWriteAnyDeckSoThatItIsReadAsTheSame(long seed) {
        var random = new Random(seed);
        int written = 0;
        for (int i = 0; i < 1_500; i++) {
            // given
            var cards = cards(random);
            // when
            var result = DeckTextWriter.write(PATH, null, cards);
            // then
            if (result instanceof Unwritable refused) {
                assertThat(refused.reasons()).isEmpty();
                assertThat(refused.cards()).isNotEmpty().allSatisfy(card -> {
                    assertThat(card.reasons()).isNotEmpty();
                    assertThat(cards.get(card.index()).content()).isEqualTo(card.content());
                    assertThat(card.slugs().values()).allMatch(slug -> TagsLine.isTagShaped(slug.value()));
                });
            } else {
                written++;
                assertThat(contents(written(result))).isEqualTo(contents(cards));
            }
        }
        assertThat(written).isGreaterThan(100);
    }

    private static Written written(DeckWriting result) {
        return assertThat(result).asInstanceOf(type(Written.class)).actual();
    }

    private static List<StoredCard> anew(List<StoredCard> cards) {
        return cards.stream().map(card -> new StoredCard(card.content(), null)).toList();
    }

    private static List<CardContent> contents(List<StoredCard> cards) {
        return cards.stream().map(StoredCard::content).toList();
    }

    private static List<CardContent> contents(Written written) {
        var reading = DeckTextReader.read(bytes(written.file().toString()), Set.copyOf(written.authors()));
        return ((DeckReading.Read) reading)
                .deck().cards().stream().map(DeckText.CardText::content).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String file(Random random) {
        var lineEnd = one(random, List.of("\n", "\r\n", "\r"));
        var file = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "")
                .append("A | B")
                .append(lineEnd);
        for (int card = random.nextInt(5); card >= 0; card--) {
            file.append(random.nextInt(4) == 0 ? "(from Source) " : "")
                    .append("Q")
                    .append(card)
                    .append("?");
            file.append(lineEnd)
                    .append(one(random, TAGS))
                    .append(random.nextInt(5) == 0 ? "  x " : "")
                    .append(lineEnd);
            for (int line = random.nextInt(4); line > 0; line--) {
                file.append(random.nextInt(5) == 0 ? "(Brian) " : "")
                        .append(one(random, LINES))
                        .append(lineEnd);
            }
            if (random.nextBoolean()) {
                file.append("Source: ")
                        .append(one(random, TITLES))
                        .append(one(random, List.of(" ", "\u00A0", ", Fig. ", ". ")));
                file.append(one(random, VALUES)).append(lineEnd);
            }
            file.append(random.nextInt(4) == 0 ? lineEnd : "");
        }
        return random.nextBoolean() ? file.toString() : file.toString().stripTrailing();
    }

    private static List<StoredCard> cards(Random random) {
        var keys = new HashSet<CardKey>();
        var cards = new ArrayList<StoredCard>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var question = random.nextInt(4) == 0 ? one(random, LINES) + i : "Question " + i + "?";
            if (!question.isBlank() && keys.add(CardKey.of(question))) {
                cards.add(new StoredCard(
                        content(question, random), random.nextInt(8) == 0 ? FileText.of("X?\nx\n\n") : null));
            }
        }
        return cards.isEmpty() ? cards(random) : cards;
    }

    private static CardContent content(String question, Random random) {
        var tags = random.ints(
                        random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(3),
                        0,
                        random.nextInt(5) == 0 ? TAGS.size() : 6)
                .mapToObj(tag -> Tag.of(TAGS.get(tag)))
                .collect(Collectors.toMap(Tag::key, tag -> tag, (one, other) -> one, LinkedHashMap::new))
                .values();
        return new CardContent(
                question,
                random.nextInt(5) == 0 ? "from-source" : null,
                List.copyOf(tags),
                answer(random),
                source(random));
    }

    private static @Nullable Answer answer(Random random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        var text = String.join(
                "\n",
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(line -> one(random, random.nextBoolean() ? LINES.subList(0, 4) : LINES))
                        .toList());
        return new Answer(
                random.nextInt(3) == 0 ? one(random, AUTHORS) : null,
                text.isBlank() ? null : text,
                random.nextBoolean());
    }

    private static @Nullable Source source(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new Source(one(random, TITLES), null);
            default ->
                new Source(
                        one(random, TITLES),
                        new Locator(
                                one(random, List.of("timestamp", "figure", "equation", "section")),
                                one(random, VALUES)));
        };
    }

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
