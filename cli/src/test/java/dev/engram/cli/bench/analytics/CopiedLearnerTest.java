package dev.engram.cli.bench.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopiedLearnerTest {

    @Test
    void shouldReplaceEveryOccurrenceAndNothingElse() {
        assertThat(replaced("a1b2 a1b2a1", "a1b2", "zzzz")).isEqualTo("zzzz zzzza1");
        assertThat(replaced("aaaab", "aab", "xyz")).isEqualTo("aaxyz");
        assertThat(replaced("b2", "a1b2", "zzzz")).isEqualTo("b2");
    }

    private static String replaced(String in, String old, String by) {
        byte[] bytes = in.getBytes(StandardCharsets.UTF_8);
        CopiedLearner.replace(bytes, old.getBytes(StandardCharsets.UTF_8), by.getBytes(StandardCharsets.UTF_8));
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
