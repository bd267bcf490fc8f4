package dev.engram.hardness.study;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.study.report.HardnessReport;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    @Test
    void shouldReproduceTheLossOfLme4WhereEachLearnerIsLeftOut() {
        // given as many parts as learners, so that nothing depends on who is in which
        var few = Fixture.reviews().stream()
                .filter(review -> Integer.parseInt(review.learner()) <= 12)
                .toList();
        var settings = StudySettings.defaults()
                .withGamma(0.8)
                .withRules(new RowRules(0.5, 20, 2, 1))
                .withPlan(AnalysisPlan.NONE.withFolds(13));
        // when
        var report = (HardnessReport) HardnessStudy.run(Fixture.table(few), Fixture.tags(), settings);
        // then glmer, nAGQ = 0, and integrate() over a normal distribution for the learner left out
        var heldOut = requireNonNull(report.diagnostics().heldOut());
        assertThat(heldOut.problem()).isEmpty();
        assertThat(heldOut.rows()).isEqualTo(1623);
        assertThat(heldOut.baseRate()).isCloseTo(0.50961175, within(1e-7));
        assertThat(heldOut.withoutTags()).isCloseTo(0.53345878, within(1e-5));
        assertThat(heldOut.model()).isNotEqualTo(heldOut.withoutTags()).isBetween(0.4, 0.6);
    }

    @Test
    void shouldRefuseWhatCannotBePredicted() {
        var plan = AnalysisPlan.NONE.withFolds(5);
        assertThatThrownBy(() -> StudySettings.defaults().withPlan(plan).withAbility(true))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("folds must be 0 with ability");
        assertThatThrownBy(() -> AnalysisPlan.ALL.withFolds(1)).hasMessageStartingWith("folds must be 0 or at least 2");
    }
}
