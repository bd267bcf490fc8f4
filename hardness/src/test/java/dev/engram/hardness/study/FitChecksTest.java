package dev.engram.hardness.study;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.diagnostics.CalibrationGroup;
import dev.engram.hardness.diagnostics.Diagnostics;
import dev.engram.hardness.diagnostics.PredictiveCheck;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.study.report.HardnessReport;
import java.util.List;
import java.util.Map;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The figures of docs/research/worked-example.R, which fits the same model with lme4. */
class FitChecksTest {
    private static final double AGREEMENT = 1e-5;

    private static Diagnostics diagnostics;

    @BeforeAll
    static void run() {
        var settings = StudySettings.defaults().withPlan(AnalysisPlan.NONE);
        diagnostics = ((HardnessReport) HardnessStudy.run(Fixture.table(), Fixture.tags(), settings)).diagnostics();
    }

    @Test
    void shouldReproduceVarianceAndReliabilityOfLme4() {
        assertThat(diagnostics.cardVariance().share()).isCloseTo(0.5709, within(5e-5));
        assertThat(diagnostics.reliability().value()).isCloseTo(0.8651, within(5e-5));
        assertThat(diagnostics.heldOut()).isNull();
    }

    @Test
    void shouldReproduceTheCalibrationByDelayOfLme4() {
        // given
        var predicted = Map.of(
                "<2", 0.2233488, "2-4", 0.1521488, "4-8", 0.1746769, "8-16", 0.2123858, "16-32", 0.1793709, ">=32",
                0.3607712);
        // then
        assertThat(groups("delay"))
                .hasSize(6)
                .allSatisfy(group -> assertThat(group.predicted())
                        .isCloseTo(requireNonNull(predicted.get(group.group())), within(AGREEMENT)));
        var first = groups("delay").getFirst();
        assertThat(first.rows()).isEqualTo(3020);
        // and prop.test(696, 3020, correct = FALSE)
        assertThat(first.observed()).isEqualTo(696.0 / 3020);
        assertThat(first.low()).isCloseTo(0.215791962, within(1e-6));
        assertThat(first.high()).isCloseTo(0.245820023, within(1e-6));
    }

    @Test
    void shouldGroupByHistoryAndByTag() {
        assertThat(groups("history").stream().mapToLong(CalibrationGroup::rows).sum())
                .isEqualTo(8325);
        assertThat(groups("history"))
                .extracting(CalibrationGroup::group)
                .startsWith("s0 l0", "s0 l1", "s0 l2+")
                .endsWith("s3+ l2+");
        assertThat(groups("tag")).hasSize(8).element(0).satisfies(tag -> {
            assertThat(tag.group()).isEqualTo("tag7");
            assertThat(tag.rows()).isEqualTo(1692);
        });
    }

    @Test
    void shouldNameHistoriesAfterTheCapsOfTheRows() {
        // given
        var settings = StudySettings.defaults().withPlan(AnalysisPlan.NONE).withRules(new RowRules(0.5, 20, 1, 0));
        // when
        var report = (HardnessReport) HardnessStudy.run(Fixture.table(), Fixture.tags(), settings);
        // then
        assertThat(report.diagnostics().calibration())
                .filteredOn(group -> group.by().equals("history"))
                .extracting(CalibrationGroup::group)
                .containsExactly("s0 l0+", "s1+ l0+");
    }

    @Test
    void shouldReproduceTheMeanSquaresOfLme4() {
        var tag7 = diagnostics.tagFit().getFirst();
        assertThat(tag7.outfit()).isCloseTo(0.9248817, within(AGREEMENT));
        assertThat(tag7.infit()).isCloseTo(0.9324316, within(AGREEMENT));
        var tag5 = diagnostics.tagFit().getLast();
        assertThat(tag5.outfit()).isCloseTo(0.8238351, within(AGREEMENT));
        assertThat(tag5.infit()).isCloseTo(0.9395377, within(AGREEMENT));
    }

    @Test
    void shouldSimulateLapseRatesWithTheirMeanAndSpread() {
        // given cards that do not differ, so that mean and variance of a rate are known
        var settings = Fixture.settings();
        var primary = Fixture.primary(settings);
        var rows = primary.rows();
        var predictor = Predictor.of(rows, primary.terms(), 0.8, primary.fit());
        // when
        var check = requireNonNull(PredictiveCheck.of(rows, predictor, 0, 7));
        // then
        for (int tag = 0; tag < rows.tags.size(); tag++) {
            double mean = 0;
            double variance = 0;
            double lapses = 0;
            int count = 0;
            for (int n = 0; n < rows.size; n++) {
                for (int entry = rows.tags.first(rows.card[n]); entry < rows.tags.first(rows.card[n] + 1); entry++) {
                    if (rows.tags.tagAt(entry) == tag) {
                        double p = Predictor.probability(predictor.logitWithoutCard(n));
                        mean += p;
                        variance += p * (1 - p);
                        lapses += rows.rating[n] == 1 ? 1 : 0;
                        count++;
                    }
                }
            }
            double sd = Math.sqrt(variance);
            assertThat(check.mean[tag]).isCloseTo(mean / count, within(5 * sd / count / Math.sqrt(500)));
            assertThat(check.extreme[tag])
                    .isCloseTo(Erf.erfc(Math.abs(lapses - mean) / sd / Math.sqrt(2)), within(0.1));
        }
    }

    @Test
    void shouldWidenTheSimulationsWhereCardsDiffer() {
        // given the tag whose rate is farthest from its simulations
        var tag7 = diagnostics.tagFit().getFirst();
        double binomial = Math.sqrt(tag7.observed() * (1 - tag7.observed()) / 1692);
        // then it is more than two binomial standard deviations away, but not when cards are drawn too
        assertThat(Math.abs(tag7.observed() - tag7.simulated())).isGreaterThan(2 * binomial);
        assertThat(tag7.extreme()).isBetween(0.08, 0.25);
    }

    private static List<CalibrationGroup> groups(String by) {
        return diagnostics.calibration().stream()
                .filter(group -> group.by().equals(by))
                .toList();
    }
}
