package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.frame.Workload;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.ReviewTableBuilder;
import dev.engram.hardness.table.TagTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
    private static final TagTable TAGS = TagTable.of(Map.of("easy", List.of("a"), "hard", List.of("b")));

    @Test
    void shouldCountAnswersUntilTheIntervalIsThirtyDays() {
        // given three histories that get there after 2, 3 and 3 answers
        var builder = ReviewTable.builder();
        history(builder, "l1", "easy", 5, 30);
        history(builder, "l2", "easy", 5, 12, 30, 90);
        history(builder, "l3", "easy", 5, 29.9, 31);
        // when
        var workload = workload(builder, "a");
        // then
        assertThat(workload.histories()).isEqualTo(3);
        assertThat(workload.reached()).isEqualTo(3);
        assertThat(workload.meanReached()).isEqualTo(8.0 / 3);
        assertThat(workload.median()).isEqualTo(3);
    }

    @Test
    void shouldCensorHistoriesUnderWay() {
        // given one that gets there after 2 answers; of 1, 3 and 4 answers three that do not; and one after 5
        var builder = ReviewTable.builder();
        history(builder, "l1", "hard", 5, 30);
        history(builder, "l2", "hard");
        history(builder, "l3", "hard", 5, 5);
        history(builder, "l4", "hard", 5, 5, 5);
        history(builder, "l5", "hard", 5, 5, 5, 5, 30);
        // when
        var workload = workload(builder, "b");
        // then survival: 3/4 after 2 (the first was at risk of 1 only), 0 after 5
        assertThat(workload.histories()).isEqualTo(5);
        assertThat(workload.reached()).isEqualTo(2);
        assertThat(workload.median()).isEqualTo(5);
    }

    @Test
    void shouldNotCountAsUnderWayWhatTheLastAnswerMayHaveReached() {
        // given one that gets there after 2 answers, and two that end with the second, whose interval nobody saw
        var builder = ReviewTable.builder();
        history(builder, "l1", "hard", 5, 30);
        history(builder, "l2", "hard", 5);
        history(builder, "l3", "hard", 5);
        // then only the first tells what two answers do
        assertThat(workload(builder, "b").median()).isEqualTo(2);
    }

    @Test
    void shouldHaveNoMedianWhereFewGetThere() {
        var builder = ReviewTable.builder();
        history(builder, "l1", "hard", 5, 30);
        history(builder, "l2", "hard", 5, 6, 7);
        history(builder, "l3", "hard", 5, 6, 7);
        var workload = workload(builder, "b");
        assertThat(workload.median()).isNull();
        assertThat(workload.meanReached()).isEqualTo(2.0);
    }

    private static Workload workload(ReviewTableBuilder builder, String tag) {
        var table = builder.build();
        var selection = Selection.of(table, TAGS, RowRules.STANDARD);
        return Workload.of(selection).stream()
                .filter(workload -> workload.tag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    private static void history(ReviewTableBuilder builder, String learner, String card, double... planned) {
        builder.add(
                new Review(learner, card, 0, Review.UNKNOWN, Review.UNKNOWN, 3, 0, 0, ReviewKind.LEARN, false, null));
        for (int i = 0; i < planned.length; i++) {
            builder.add(
                    new Review(learner, card, i + 1, planned[i], planned[i], 3, i, 0, ReviewKind.REVIEW, false, null));
        }
    }
}
