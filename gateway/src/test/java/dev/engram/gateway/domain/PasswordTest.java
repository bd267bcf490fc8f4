package dev.engram.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            short-one | 10 to 128 characters
            write-transformers\\0 | control characters
            tab\\tin-the-middle | control characters
            half a pair \\ud800 | control characters
            not assigned \\u0378 | control characters
            aaaaaaaabbbb | 5 different characters
            grace-is-a-learner | the username
            Grace-Is-A-Learner | the username
            """)
    void shouldNameTheRuleThatANewPasswordBreaks(String escaped, String rule) {
        // given
        var typed = escaped.replace("\\0", "\0")
                .replace("\\t", "\t")
                .replace("\\ud800", "\ud800")
                .replace("\\u0378", "\u0378");
        // then
        assertThat(Password.typed(typed).fault("grace")).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({"correct horse battery", "κωδικός-πρόσβασης", "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵", "pässwörter sind gut"})
    void shouldTakeLongPasswordsOfAnyScript(String typed) {
        assertThat(Password.typed(typed).fault("ada")).isNull();
    }

    @Test
    void shouldCountCharactersAndNotBytes() {
        assertThat(Password.typed("ñ1".repeat(5) + "abc").fault("ada")).isNull();
        assertThat(Password.typed("🦊🐻🐼🐨🐯".repeat(26)).fault("ada")).contains("10 to 128 characters");
    }

    @Test
    void shouldBeTheSameHoweverItsAccentsAreTypedAndOtherwiseInOtherWidths() {
        assertThat(Password.typed("cafe\u0301-terrasse")).isEqualTo(Password.typed("caf\u00e9-terrasse"));
        assertThat(Password.typed("\uff57rite-transformers")).isNotEqualTo(Password.typed("write-transformers"));
    }

    @Test
    void shouldNotBePrinted() {
        assertThat(Password.typed("correct horse battery")).hasToString("password");
    }
}
