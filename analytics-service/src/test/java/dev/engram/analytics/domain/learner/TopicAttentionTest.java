package dev.engram.analytics.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.analytics.domain.learner.TopicAttention.AttentionReason;
import dev.engram.analytics.domain.learner.TopicAttention.AttentionVerdict;
import dev.engram.analytics.domain.learner.TopicAttention.Row;
import dev.engram.analytics.domain.learner.TopicAttention.Topic;
import dev.engram.scheduler.Proportion;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicAttentionTest {

    @Test
    void shouldNameEachReasonWithItsNumbers() {
        // given: 30 answers of which 15 were right, predicted 0.9 each
        var row = only(topic("a", 10, 10, 0.5, 0.7, 15, 30, 0.1));
        // then
        assertThat(row.verdict()).isEqualTo(AttentionVerdict.NEEDS_ATTENTION);
        assertThat(row.reasons())
                .containsExactlyInAnyOrder(
                        AttentionReason.RETENTION,
                        AttentionReason.MORE_LAPSES_THAN_PREDICTED,
                        AttentionReason.FALLING,
                        AttentionReason.LOW_MASTERY);
        assertThat(row.expectedLapses()).isCloseTo(3, within(1e-9));
    }

    @Test
    void shouldSayWhenThereIsNotEnoughData() {
        assertThat(only(topic("a", 10, 2, 0.9, 0.9, 9, 9, 0.1)).verdict()).isEqualTo(AttentionVerdict.NOT_ENOUGH_DATA);
        assertThat(only(topic("a", 10, 2, 0.9, 0.9, 0, 0, 0)).q()).isEqualTo(1);
        // one answer more, all right
        assertThat(only(topic("a", 10, 2, 0.9, 0.9, 10, 10, 0.1)).verdict()).isEqualTo(AttentionVerdict.WELL);
    }

    @Test
    void shouldTakeAHighRetentionThatWasPredictedLowerForNoReason() {
        // given: as many lapses as predicted, though the retention is low, as after a long break
        var row = only(topic("a", 10, 10, 0.85, 0.85, 15, 30, 0.5));
        // then
        assertThat(row.reasons()).containsExactly(AttentionReason.RETENTION);
        assertThat(row.q()).isGreaterThan(0.4);
    }

    @Test
    void shouldPutMostReasonsFirstThenTheLowestMastery() {
        // given
        var rows = TopicAttention.of(
                List.of(
                        topic("well", 10, 10, 0.95, 0.95, 20, 20, 0.1),
                        topic("unknown", 10, 0, 0, 0, 0, 0, 0),
                        topic("low", 10, 10, 0.55, 0.55, 20, 20, 0.1),
                        topic("lower", 10, 10, 0.45, 0.45, 20, 20, 0.1),
                        topic("lower and falling", 10, 10, 0.58, 0.7, 20, 20, 0.1)),
                0.9);
        // then
        assertThat(rows)
                .extracting(row -> row.topic().tag())
                .containsExactly("lower and falling", "lower", "low", "unknown", "well");
    }

    private static Row only(Topic topic) {
        return TopicAttention.of(List.of(topic), 0.9).getFirst();
    }

    private static Topic topic(
            String tag, int cards, int seen, double mastery, double before, int successes, int n, double forgetting) {
        return new Topic(
                tag, cards, seen, mastery, before, new Proportion(successes, n), Collections.nCopies(n, forgetting));
    }
}
