package dev.engram.card.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file is read or refused, never a failure. */
class AnyFileTest {

    private static final List<String> PIECES = List.of(
            "Q?",
            "attention",
            "relu gelu",
            "Attention",
            "CNNs cnns",
            "Source: X",
            "Source:",
            "Source: Talk > 9:00",
            "source: y",
            "Source: 9:00",
            "Source: B. 15.5.4",
            "(From source) ",
            "(from source) Why?",
            "(Brian) So.",
            "(Ada Lovelace) ",
            "(See source material.)",
            "(See source material.) x",
            "A | B",
            "A | | B",
            " | ",
            "|",
            "\u3000",
            "\u000B",
            "\u0000",
            "\u2028",
            "\u0130stanbul",
            "e\u0301",
            "\u1100\u1161",
            "\uD83D\uDE00",
            "\t",
            "  ",
            "The end.",
            "ml::nn",
            "\u00DF\u1E9E",
            "9:75",
            "PyTorch 2.1",
            "```",
            "```python",
            "~~~~",
            "\u001B[2J",
            "\u202E",
            "\u00A0",
            "\u0628\u0651",
            "\u0915\u094D\u200D",
            "B. 1706.03762",
            "\uFF1F\u300D",
            "(\u7530\u4E2D) ");

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldReadOrRefuseAnyLines(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            // given
            var file = new StringBuilder();
            for (int line = random.nextInt(14); line >= 0; line--) {
                for (int piece = random.nextInt(3); piece >= 0; piece--) {
                    file.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
                }
                file.append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
            }
            // then
            check(file.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldReadOrRefuseAnyBytes(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            // given
            var file = new ByteArrayOutputStream();
            file.writeBytes("D\nQ?\nattention\n".getBytes(StandardCharsets.UTF_8));
            var noise = new byte[random.nextInt(30)];
            random.nextBytes(noise);
            file.writeBytes(noise);
            // then
            check(file.toByteArray());
        }
    }

    private static void check(byte[] file) {
        switch (DeckTextReader.read(file, Set.of("Brian"))) {
            case DeckReading.Read read -> {
                assertThat(new DeckPath(read.deck().path()).segments()).isNotEmpty();
                assertThat(read.deck().cards()).isNotEmpty();
                assertThat(read.warnings()).noneMatch(warning -> warning.code().isError());
            }
            case DeckReading.Refused refused ->
                assertThat(refused.errors())
                        .isNotEmpty()
                        .allMatch(error -> error.code().isError());
        }
    }
}
