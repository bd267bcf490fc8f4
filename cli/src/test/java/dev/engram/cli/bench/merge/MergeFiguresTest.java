package dev.engram.cli.bench.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeFiguresTest {

    @Test
    void shouldCountWhatIsLostAndWhatIsWrong() {
        // given
        var truth = List.of(
                new MergedCard(2, 10, 10), new MergedCard(1, 4, 0), new MergedCard(0, 20, 20), new MergedCard(1, 5, 5));
        var held = List.of(
                new MergedCard(0, 15, 12), // two lapses lost, due date within tolerance
                new MergedCard(1, 4, 1), // should be in a step
                new MergedCard(3, 20, 30), // more lapses than in truth make up for none of another card
                new MergedCard(1, 5, 5));

        // when
        var figures = MergeFigures.of(held, truth, _ -> 2);

        // then
        assertThat(figures).isEqualTo(new MergeFigures(4, 2, 4, 2, 0, 0.5));
        assertThatThrownBy(() -> MergeFigures.of(List.of(), List.of(), _ -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeNoTwoDatesOfAnkiForDifferentThatItSpreadsByChance() {
        // then: Anki spreads 10 days over 8 to 12, and 2 days not at all
        assertThat(AnkiFuzz.toleranceDays(2)).isZero();
        assertThat(AnkiFuzz.toleranceDays(10)).isEqualTo(4);
        assertThat(AnkiFuzz.toleranceDays(100)).isEqualTo(14);
    }

    @Test
    void shouldGiveTheSameHistoryForTheSameSeedAndLetItEndBeforeNow() {
        // given
        var history = TwoDeviceHistory.random(42, 10, 3);
        var now = Instant.parse("2026-05-17T03:00:00Z");

        // when
        var times = AnswerTimes.of(history, history.startBefore(now));

        // then
        assertThat(history).isEqualTo(TwoDeviceHistory.random(42, 10, 3));
        assertThat(history).isNotEqualTo(TwoDeviceHistory.random(43, 10, 3));
        assertThat(times.answers()).hasSize(history.answers());
        assertThat(times.answers().getLast().at()).isBefore(now);
        assertThat(times.dueDays(0, times.lastByCard().getFirst().plusSeconds(600)))
                .isZero();
    }
}
