package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.TransformersDeck;
import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.events.CardContent;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransformersDeckTest {

    private final Read reading = (Read) DeckTextReader.read(TransformersDeck.file(), Set.of());

    @Test
    void shouldReadTheFileThatTheExpectationWasWrittenFor() throws Exception {
        // given
        var sha256 = MessageDigest.getInstance("SHA-256").digest(TransformersDeck.file());
        // then
        assertThat(HexFormat.of().formatHex(sha256))
                .isEqualTo("64a7d2f842e7a86f7810a4d99a7cba97077c173eff34afda6376264e27d52a0f");
    }

    @Test
    void shouldGiveTheExpectedPath() {
        assertThat(reading.deck().path()).containsExactly("ML", "Transformers", "Basics", "Priority Flashcards");
        assertThat(reading.deck().title())
                .isEqualTo(TransformersDeck.expected().at("/deck/title").textValue());
    }

    @Test
    void shouldGiveTheThirteenExpectedCardsWithoutWarning() {
        assertThat(reading.deck().cards())
                .extracting(DeckText.CardText::content)
                .containsExactlyElementsOf(TransformersDeck.expectedCards())
                .hasSize(13);
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void shouldGiveTheTotalsOfTheFormatsDescription() {
        // given
        var cards =
                reading.deck().cards().stream().map(DeckText.CardText::content).toList();
        // then
        assertThat(cards.stream().flatMap(card -> card.tags().stream()).map(Object::toString))
                .hasSize(38)
                .containsOnly("transformers", "attention", "self-attention", "positional-embeddings", "CNNs", "RNNs");
        assertThat(answers(cards).filter(CardContent.Answer::seeSource)).hasSize(7);
        assertThat(answers(cards).filter(answer -> "Brian".equals(answer.author())))
                .hasSize(3);
        assertThat(cards.stream().filter(card -> card.provenance() != null)).hasSize(3);
        assertThat(cards.get(7).answer().text()).contains("don\u2019t");
    }

    private static Stream<CardContent.Answer> answers(List<CardContent> cards) {
        return cards.stream().map(CardContent::answer).filter(Objects::nonNull);
    }
}
