package dev.engram.cli.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void shouldCountTheWaitBehindACallThatIsSlow() throws Exception {
        // given: one call at a time, each 20 ms, due every 10 ms
        Semaphore server = new Semaphore(1, true);
        Load.Call slow = _ -> {
            server.acquire();
            try {
                Thread.sleep(20);
            } finally {
                server.release();
            }
            return 1;
        };
        // when
        Latencies latencies = Load.open(100, Duration.ofMillis(300), 3, slow);
        // then
        assertThat(latencies.calls()).isEqualTo(30);
        assertThat(latencies.millis(1)).isGreaterThan(250);
        assertThat(latencies.millis(0.5)).isBetween(20.0, latencies.millis(0.99));
    }

    @Test
    void shouldEndWithTheFailureOfACall() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Load.closed(2, Duration.ofSeconds(5), _ -> {
                    throw new IOException("refused");
                }))
                .withMessage("refused");
    }

    @Test
    void shouldGiveTheSmallestFigureThatAShareOfTheCallsDoesNotExceed() {
        // given
        long[] nanos = {4_000_000, 1_000_000, 3_000_000, 2_000_000};
        // when
        Latencies latencies = Latencies.of(nanos);
        // then
        assertThat(List.of(0.25, 0.5, 0.51, 0.99, 1.0).stream().map(latencies::millis))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 4.0);
    }

    @Test
    void shouldSayWhichFiguresMissGoalAndFloor() {
        // given
        List<IngestFigure> figures = List.of(
                IngestFigure.share("reviews / producer", 50, 10, 55, "a"),
                IngestFigure.share("reviews / endpoint", 60, 20, 30, "b"),
                IngestFigure.atMost("p99", "ms", 25, 250, 300, "c"),
                IngestFigure.atMost("stream", "ms", 250, 1_000, Double.NaN, "d"));
        // when
        String text = IngestReport.text(figures);
        String markdown = IngestReport.markdown(figures, "a machine");
        // then
        assertThat(text).contains("reached", "missed", "BELOW FLOOR", "not measured");
        assertThat(markdown)
                .contains("| reviews / endpoint | 30 % (missed) | ≥ 60 % | ≥ 20 % | b |")
                .contains("| stream | - (not measured) | ≤ 250 ms | ≤ 1,000 ms | d |");
    }
}
