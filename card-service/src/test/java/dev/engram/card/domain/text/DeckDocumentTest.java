package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for authors says what the reader does. */
class DeckDocumentTest {

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of(System.getProperty("engram.root", ".."), "docs", "decks.md"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void shouldListExactlyTheCodesThatThereAre() {
        // given
        var named = Pattern.compile("`([EW]-[A-Z-]+)`").matcher(page).results().map(code -> code.group(1));
        // then
        assertThat(named.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(NoticeCode.values()).map(NoticeCode::slug).toList());
    }

    @Test
    void shouldShowADeckThatIsReadWithoutWarnings() {
        // given: the example, without what stands to the right of it
        var example = page.substring(page.indexOf("```\n") + 4);
        var deck = example.substring(0, example.indexOf("```")).replaceAll(" {3,}.*", "");
        // when
        var reading = (Read) DeckTextReader.read(deck.getBytes(StandardCharsets.UTF_8), Set.of("Brian"));
        // then
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.deck().cards()).hasSize(2);
    }

    @Test
    void shouldShowAFenceThatIsKept() {
        // given
        var card = page.substring(page.indexOf("~~~\n") + 4, page.lastIndexOf("~~~"));
        // when
        var reading = (Read) DeckTextReader.read(("D\n" + card).getBytes(StandardCharsets.UTF_8), Set.of("Brian"));
        // then
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.deck().cards().getFirst().content().answer().text())
                .startsWith("```python\ndef softmax(x):\n    e = ")
                .endsWith("\n\n    return e / sum(e)\n```");
    }

    @Test
    void shouldNameTheLimits() {
        assertThat(page)
                .contains(
                        "5 MiB, 200,000 lines, 20,000 cards",
                        "%,d characters |".formatted(DeckFileLimits.LINE_CHARACTERS),
                        "2,000; 20,000; 200 characters");
        assertThat(DeckFileLimits.FILE_BYTES).isEqualTo(5 << 20);
        assertThat(DeckFileLimits.LINES).isEqualTo(200_000);
        assertThat(DeckFileLimits.CARDS).isEqualTo(20_000);
    }
}
