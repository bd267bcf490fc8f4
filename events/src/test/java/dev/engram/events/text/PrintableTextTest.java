package dev.engram.events.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTextTest {

    @ParameterizedTest
    @CsvSource({
        "001B, \\u001B",
        "0007, \\u0007",
        "009B, \\u009B",
        "000D, \\u000D",
        "000A, \\u000A",
        "202E, \\u202E",
        "2028, \\u2028",
    })
    void shouldEscapeWhatATerminalWouldObey(String code, String expected) {
        // given
        var character = String.valueOf((char) Integer.parseInt(code, 16));
        // then
        assertThat(PrintableText.of("a" + character + "[2Jb")).isEqualTo("a" + expected + "[2Jb");
    }

    @ParameterizedTest
    @CsvSource({"é", "مَرْحَبًا", "می‌خواهم", "👩‍🔬", "\u00A0"})
    void shouldKeepTextOfAllScripts(String text) {
        assertThat(PrintableText.of(text)).isSameAs(text);
    }
}
