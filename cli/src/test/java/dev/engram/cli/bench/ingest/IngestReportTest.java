package dev.engram.cli.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IngestReportTest {

    @Test
    void shouldJudgeARateByGoalAndFloor() {
        assertThat(rate(9_000).verdict()).isEqualTo("reached");
        assertThat(rate(7_999).verdict()).isEqualTo("missed");
        assertThat(rate(499).verdict()).isEqualTo("BELOW FLOOR");
        assertThat(rate(Double.NaN).verdict()).isEqualTo("not measured");
        assertThat(rate(12_345).shown(12_345)).isEqualTo("12,345 events/s");
    }

    @Test
    void shouldShowLinesBelowTheFiguresWhereThereAreAny() {
        // given
        BenchResult result = BenchResult.of(List.of(rate(499)), "two cores");
        // then
        assertThat(result.with("Growth", List.of())).isEqualTo(result);
        BenchResult with = result.with("Growth", List.of("log: 600 bytes", "state: 1,500 bytes"));
        assertThat(with.reached()).isFalse();
        assertThat(with.text()).startsWith(result.text()).contains("Growth", "    state: 1,500 bytes");
        assertThat(with.markdown()).endsWith("## Growth\n\n- log: 600 bytes\n- state: 1,500 bytes\n");
    }

    private static IngestFigure rate(double reached) {
        return IngestFigure.atLeast("live projection", "events/s", 8_000, 500, reached, "of a test");
    }
}
