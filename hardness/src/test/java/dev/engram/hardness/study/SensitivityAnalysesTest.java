package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensitivityAnalysesTest {
    private static final StudySettings SETTINGS = Fixture.settings();

    @Test
    void shouldKeepTheAbilityCovariate() {
        // given a run at the gamma and the deviations of the primary
        var settings = SETTINGS.withAbility(true).withPlan(new AnalysisPlan(true, false, false, 0, false, 0));
        var primary = Fixture.primary(settings);
        // when
        var results = analyses(primary, settings).run();
        // then it finds what the primary found
        var found = results.sensitivities().getFirst().effects();
        effects(primary)
                .forEach((tag, effect) -> assertThat(found.get(tag)).as(tag).isCloseTo(effect, within(1e-3)));
    }

    @Test
    void shouldTakeWholeLearnersForAnOrdinalRunThatWouldBeTooLarge() {
        // given
        var settings = SETTINGS.withPlan(new AnalysisPlan(false, false, true, 0, false, 0));
        var primary = Fixture.primary(settings);
        var analyses = analyses(primary, settings);
        // when
        var whole = analyses.ordinalSample(100_000);
        var sample = analyses.ordinalSample(3_000);
        var run = analyses.ordinal(sample);
        // then
        assertThat(whole).isSameAs(primary.terms());
        assertThat(sample.rows.size).isBetween(1_500, 3_000);
        assertThat(run.what())
                .endsWith(String.format(
                        Locale.ROOT,
                        ", on %d whole learners with %,d rows",
                        sample.rows.learners.size(),
                        sample.rows.size));
        assertThat(run.tau()).isGreaterThan(0.5);
    }

    @Test
    void shouldLeaveOutTheOrdinalRunOfLogsOfPassAndFail() {
        // given more rows than those on which the spread of thresholds is estimated, of two ratings
        var reviews = ReviewTable.builder();
        for (int copy = 0; copy < 3; copy++) {
            for (var review : Fixture.reviews()) {
                reviews.add(new Review(
                        copy + "-" + review.learner(),
                        review.card(),
                        review.reviewIndex(),
                        review.elapsedDays(),
                        review.plannedDays(),
                        review.rating() == 1 ? 1 : 3,
                        review.priorSuccesses(),
                        review.priorLapses(),
                        review.kind(),
                        false,
                        null));
            }
        }
        var settings = SETTINGS.withPlan(new AnalysisPlan(false, false, true, 0, false, 0));
        // when
        var report = (HardnessReport) HardnessStudy.run(reviews.build(), Fixture.tags(), settings);
        // then
        assertThat(report.rows().kept()).isGreaterThan(20_000);
        assertThat(report.sensitivities()).singleElement().satisfies(run -> {
            assertThat(run.tau()).isNull();
            assertThat(run.problem()).isEqualTo("no ratings but Again and Good: the same as the primary analysis");
        });
    }

    private static SensitivityAnalyses analyses(PrimaryAnalysis primary, StudySettings settings) {
        var gamma = new GammaReport(0.8, GammaReport.Source.GIVEN, null, null, 0, List.of(0.8), "given");
        var selection = Selection.of(Fixture.table(), Fixture.tags(), settings.rules());
        return new SensitivityAnalyses(selection, primary, gamma, settings);
    }

    @Test
    void shouldJudgeTheOtherTagsWhereASampleLacksOne() {
        // given a run that turns the order round, on a sample without one tag
        var primary = Fixture.primary(SETTINGS);
        var turned = new HashMap<String, Double>();
        effects(primary).forEach((tag, effect) -> turned.put(tag, -effect));
        turned.remove("tag5");
        var ranking = Ranking.of(
                primary.rows().tags.names(), primary.tags().modes(), primary.covariance(), SETTINGS.ranks(), 1);
        // when
        var tags = new TagReports(primary, SETTINGS, ranking)
                .tags(List.of(new Sensitivity("gamma x 0.75", "", -1.0, turned, "")));
        // then
        assertThat(tags)
                .filteredOn(TagHardness::gammaSensitive)
                .extracting(TagHardness::tag)
                .contains("tag7", "tag1");
    }

    @Test
    void shouldNameCovariatesInTheVersion() {
        var builder = ReviewTable.builder(List.of("client"));
        Fixture.reviews().forEach(review -> builder.add(review, review.reviewIndex() % 3 == 1 ? "phone" : "web"));
        var table = builder.build();
        assertThat(covariates(table, SETTINGS)).containsExactly("client");
        assertThat(covariates(Fixture.table(), SETTINGS)).isEmpty();
        assertThat(covariates(Fixture.table(), SETTINGS.withAbility(true))).containsExactly(Formula.ABILITY);
    }

    private static List<String> covariates(ReviewTable table, StudySettings settings) {
        return ((HardnessReport) HardnessStudy.run(table, Fixture.tags(), settings))
                .version()
                .covariates();
    }

    private static Map<String, Double> effects(PrimaryAnalysis primary) {
        return TagEffects.centred(primary.rows().tags.names(), primary.tags().modes())
                .byTag();
    }
}
