package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.events.CardContent.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\ndef f(x):\n\n    return 1\n```",
                "```python\ndef f(x):\n\treturn 1   \n\n\n```",
                "~~~ text\nWhy?\nattention\nSource: X\n~~~",
                "````\n```\nrelu gelu\n```\n````",
                "~~~\n```\n~~~",
                "  ```\n  x\n  ```",
                "```\n\n```",
                "```\nx\n```\nThen:\n```\n  y\n```",
            })
    void shouldKeepAFenceAsItStands(String fence) {
        // when
        var reading = read("D\nQ?\nattention\n" + fence + "\nSource: X\nP?\nattention\nA.");
        // then
        assertThat(reading.deck().cards()).hasSize(2);
        assertThat(reading.deck().cards().getFirst().content().answer()).isEqualTo(new Answer(null, fence, false));
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\r\n'", "'\r'"})
    void shouldReadFencesWithAnyLineEnds(String lineEnd) {
        var reading = read("D\nQ?\nattention\n```\n  x\n\n```".replace("\n", lineEnd));
        assertThat(reading.deck().cards().getFirst().content().answer().text()).isEqualTo("```\n  x\n\n```");
    }

    @ParameterizedTest
    @ValueSource(strings = {"```x = 1``` is code.", "`` x", "~~ x", "So: ```"})
    void shouldNotOpenAFenceWithinALine(String line) {
        var reading = read("D\nQ?\nattention\n" + line + "\nP?\nattention");
        assertThat(reading.deck().cards()).hasSize(2);
    }

    @Test
    void shouldTakeAFenceAfterTheNameOfAnAuthor() {
        // when
        var deck = DeckTextReader.read(
                "D\nQ?\nattention\n(Brian)\n```\nx\n```\nP?\nattention\n(Brian) (See source material.)\n```\n  y\n```"
                        .getBytes(StandardCharsets.UTF_8),
                Set.of());
        // then
        assertThat(((Read) deck).deck().cards())
                .extracting(card -> card.content().answer())
                .containsExactly(new Answer("Brian", "```\nx\n```", false), new Answer("Brian", "```\n  y\n```", true));
    }

    private static Read read(String file) {
        return (Read) DeckTextReader.read(file.getBytes(StandardCharsets.UTF_8), Set.of());
    }
}
