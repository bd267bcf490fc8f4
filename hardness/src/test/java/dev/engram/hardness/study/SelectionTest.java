package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.Selection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
    @Test
    void shouldSampleWholeLearners() {
        // given
        var table = Fixture.table();
        var selection = Selection.of(table, Fixture.tags(), RowRules.STANDARD);
        var all = selection.rows(selection::kept);
        // when
        var sample = selection.sample(selection::kept, 2_000);
        // then
        assertThat(sample.size).isBetween(1_500, 2_500);
        var of = rowsOf(all);
        assertThat(rowsOf(sample))
                .hasSizeBetween(12, 16)
                .allSatisfy((learner, rows) -> assertThat(rows).isEqualTo(of.get(learner)));
    }

    @Test
    void shouldTakeAllWhereThereAreFew() {
        var selection = Selection.of(Fixture.table(), Fixture.tags(), RowRules.STANDARD);
        assertThat(selection.sample(selection::keptWithPlan, 8_325).size).isEqualTo(8_325);
        assertThat(selection.count(selection::keptWithPlan)).isEqualTo(8_325);
    }

    private static Map<String, Integer> rowsOf(ModelFrame rows) {
        var count = new HashMap<String, Integer>();
        for (int learner : rows.learner) {
            count.merge(rows.learners.get(learner), 1, Integer::sum);
        }
        return count;
    }
}
