package dev.engram.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

    @Test
    void shouldReadWhatIsWritten() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var moment = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
            Stream.of(ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS)
                    .map(moment::truncatedTo)
                    .forEach(cut -> assertThat(UtcTime.parse(cut.toString())).isEqualTo(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2026-12-31T00:00:00.001Z",
                "0000-01-01T00:00:00Z",
                "9999-12-28T23:59:59.999999999Z",
                "2026-05-01T24:00:00Z",
                "2026-05-01T12:00:00.5Z",
                "2026-05-01t12:00:00z",
                "2026-05-01T12:00:00+02:00",
                "+12026-05-01T12:00:00Z",
                "2016-12-31T23:59:60Z"
            })
    void shouldReadOtherFormsAsTheFormatterDoes(String text) {
        assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-05-01T12:00:00",
                "2026-05-01T12:00Z",
                "2026-13-01T12:00:00Z",
                "2026-00-01T12:00:00Z",
                "2026-02-30T12:00:00Z",
                "2026-05-00T12:00:00Z",
                "2026-05-01T25:00:00Z",
                "2026-05-01T12:60:00Z",
                "2026-05-01T12:00:61Z",
                "2026-05-01 12:00:00Z",
                "2026-05-01T12:00:00,001Z",
                "2026-05-01T12:00:00.00xZ",
                "202\u0666-05-01T12:00:00Z"
            })
    void shouldRefuseWhatIsNoMoment(String text) {
        assertThatThrownBy(() -> UtcTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
