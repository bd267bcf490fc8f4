package dev.engram.studies.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private static final long SEED = 20_261_122;

    @Test
    void shouldReadTheSameBitsAsTheJvm() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 12));
            String text = i % 2 == 0
                    ? Double.toString(value)
                    : String.format(Locale.ROOT, "%." + random.nextInt(0, 17) + "f", value);
            assertThat(parse(text)).as("%s, seed %d", text, SEED).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", ".", "NaN", "Infinity", "1d", "0x1p3", "1,5", "1 2", "--1", "1.2.3", "e5"})
    void shouldTakeNothingElseForANumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {" 7 ", "+7", "7.", "07", "0.7e1", "7.0000000000000000000000000"})
    void shouldReadTheWaysToWriteANumber(String text) {
        assertThat(parse(text)).isEqualTo(7);
    }

    private static double parse(String text) {
        char[] characters = ("12" + text + "34").toCharArray();
        return Decimals.parse(characters, 2, 2 + text.length());
    }
}
