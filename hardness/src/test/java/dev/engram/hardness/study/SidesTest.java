package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.TagHardness;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidesTest {
    private static final StudySettings SETTINGS = Fixture.settings();

    @Test
    void shouldKeepTheAbilityCovariate() {
        // given a run at the gamma and the deviations of the principal
        var settings = SETTINGS.withAbility(true).withSides(new SideRuns(true, false, false, 0, false));
        var principal = principal(settings);
        var gamma = new GammaReport(0.8, GammaReport.Source.GIVEN, null, null, 0, List.of(0.8), "given");
        // when
        var results = new Sides(principal.rows(), principal.terms(), all(principal), principal, gamma, settings)
                .run(AcquisitionRun::notAsked);
        // then it finds what the principal found
        var found = results.sensitivities().getFirst().effects();
        effects(principal)
                .forEach((tag, effect) -> assertThat(found.get(tag)).as(tag).isCloseTo(effect, within(1e-3)));
    }

    @Test
    void shouldTakeWholeLearnersForAnOrdinalRunThatWouldBeTooLarge() {
        // given
        var settings = SETTINGS.withSides(new SideRuns(false, false, true, 0, false));
        var principal = principal(settings);
        var gamma = new GammaReport(0.8, GammaReport.Source.GIVEN, null, null, 0, List.of(0.8), "given");
        var selection = Selection.of(Fixture.table(), Fixture.tags(), settings.rules());
        // when
        var whole = SideStep.ordinal(all(principal), Fixture.tags(), selection, principal, settings, 100_000);
        var sample = SideStep.ordinal(all(principal), Fixture.tags(), selection, principal, settings, 3_000);
        var results = new Sides(principal.rows(), principal.terms(), sample, principal, gamma, settings)
                .run(AcquisitionRun::notAsked);
        // then
        assertThat(whole.rows()).isSameAs(principal.rows());
        assertThat(sample.rows().size).isBetween(1_500, 3_000);
        assertThat(results.sensitivities()).singleElement().satisfies(run -> {
            assertThat(run.what())
                    .endsWith(String.format(
                            Locale.ROOT,
                            ", on %d whole learners with %,d rows",
                            sample.rows().learners.size(),
                            sample.rows().size));
            assertThat(run.tau()).isGreaterThan(0.5);
        });
    }

    private static SideStep.Sample all(Principal principal) {
        return new SideStep.Sample(principal.rows(), principal.terms());
    }

    @Test
    void shouldJudgeTheOtherTagsWhereASampleLacksOne() {
        // given a run that turns the order round, on a sample without one tag
        var principal = principal(SETTINGS);
        var turned = new HashMap<String, Double>();
        effects(principal).forEach((tag, effect) -> turned.put(tag, -effect));
        turned.remove("tag5");
        var ranking = Ranking.of(
                principal.rows().tags.names(),
                principal.tags().modes(),
                principal.covariance(),
                SETTINGS.ranks(principal.rows().tags.size()));
        // when
        var tags = new Assembly(principal, SETTINGS, ranking)
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
        assertThat(covariates(Fixture.table(), SETTINGS.withAbility(true))).containsExactly(Terms.ABILITY);
    }

    private static List<String> covariates(ReviewTable table, StudySettings settings) {
        return ((HardnessReport) HardnessStudy.run(table, Fixture.tags(), settings))
                .version()
                .covariates();
    }

    private static Map<String, Double> effects(Principal principal) {
        return TagEffects.centred(
                        principal.rows().tags.names(), principal.tags().modes())
                .byTag();
    }

    private static Principal principal(StudySettings settings) {
        var table = Fixture.table();
        var selection = Selection.of(table, Fixture.tags(), settings.rules());
        var rows = Rows.of(table, Fixture.tags(), settings.rules(), selection::kept);
        var terms = Terms.of(rows, settings.rules());
        return ((Principal.Outcome.Fitted) Principal.of(rows, terms, 0.8, settings)).principal();
    }
}
