package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.hardness.study.report.Eligibility;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.TagHardness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The whole study on the reference data against lme4 1.1.31 (nAGQ = 0) and the reference ranks; tolerances of the fixture's
 * README, standard deviations optimised.
 */
class HardnessStudyFixtureTest {
    private static final double OPTIMISED = 1e-3;
    private static final double BASELINE = 1e-6;

    private static HardnessReport report;
    private static JsonNode fit;
    private static JsonNode ranks;

    @BeforeAll
    static void studyTheFixture() {
        fit = Fixture.json("fixture_glmm.json").get("offset_gamma_0.8_nAGQ0");
        ranks = Fixture.json("fixture_ranks.json");
        report = (HardnessReport) HardnessStudy.run(Fixture.table(), Fixture.tags(), Fixture.settings());
    }

    @Test
    void shouldKeepTheReviewsAndAccountForTheRest() {
        assertThat(report.rows().delivered()).isEqualTo(10_125);
        assertThat(report.rows().kept()).isEqualTo(8_325);
        assertThat(report.rows().dropped().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(1_800);
        assertThat(report.rows().notes()).isEmpty();
        assertThat(report.rows().learners()).isEqualTo(60);
    }

    @Test
    void shouldReproduceThePrimaryFit() {
        assertThat(report.fit().logLik()).isCloseTo(fit.get("logLik").asDouble(), within(OPTIMISED));
        assertThat(report.fit().fixed()).hasSize(9);
        for (var coefficient : report.fit().fixed()) {
            assertThat(coefficient.estimate())
                    .as(coefficient.name())
                    .isCloseTo(fit.get("fixef").get(coefficient.name()).asDouble(), within(OPTIMISED));
            assertThat(coefficient.se())
                    .as(coefficient.name())
                    .isCloseTo(fit.get("fixef_se_joint").get(coefficient.name()).asDouble(), within(OPTIMISED));
        }
        for (var spread : report.fit().spreads()) {
            assertThat(spread.sd())
                    .isCloseTo(fit.get("re_sd").get(spread.factor()).asDouble(), within(OPTIMISED));
        }
    }

    @Test
    void shouldReproduceTagsAndCards() {
        assertThat(report.tags()).hasSize(8);
        for (var tag : report.tags()) {
            assertThat(tag.effect())
                    .isCloseTo(fit.get("tag_hardness_centred").get(tag.tag()).asDouble(), within(OPTIMISED));
            assertThat(tag.sd())
                    .isCloseTo(fit.get("tag_centred_sd").get(tag.tag()).asDouble(), within(OPTIMISED));
        }
        assertThat(report.cards()).hasSize(60);
        for (var card : report.cards()) {
            assertThat(card.effect())
                    .isCloseTo(fit.get("card_mode").get(card.card()).asDouble(), within(OPTIMISED));
        }
    }

    @Test
    void shouldReproduceTheRanks() {
        for (var tag : report.tags()) {
            assertThat(tag.expectedRank()).isCloseTo(of("expected_rank", tag), within(2 * OPTIMISED));
            assertThat(tag.pairwise().low()).isEqualTo((int) of("rank_lo95_pairwise", tag));
            assertThat(tag.pairwise().high()).isEqualTo((int) of("rank_hi95_pairwise", tag));
            assertThat(tag.drawn().low()).isEqualTo((int) of("rank_lo95_mc", tag));
            assertThat(tag.drawn().high()).isEqualTo((int) of("rank_hi95_mc", tag));
            assertThat(tag.topK().get(1)).isCloseTo(of("prob_top1", tag), within(0.005));
            assertThat(tag.topK().get(3)).isCloseTo(of("prob_top3", tag), within(0.005));
            assertThat(tag.simultaneous().low())
                    .isLessThanOrEqualTo(tag.pairwise().low());
            assertThat(tag.simultaneous().high())
                    .isGreaterThanOrEqualTo(tag.pairwise().high());
        }
        assertThat(report.tags())
                .extracting(TagHardness::tag)
                .containsExactly("tag7", "tag1", "tag6", "tag0", "tag2", "tag3", "tag4", "tag5");
    }

    @Test
    void shouldReproduceTheBaseline() {
        var baseline = ranks.get("baseline");
        for (var tag : report.tags()) {
            var rate = tag.baseline();
            assertThat((double) rate.lapses())
                    .isEqualTo(baseline.get("x").get(tag.tag()).asDouble());
            assertThat((double) rate.reviews())
                    .isEqualTo(baseline.get("n").get(tag.tag()).asDouble());
            assertThat(rate.shrunk())
                    .isCloseTo(baseline.get("posterior_mean").get(tag.tag()).asDouble(), within(BASELINE));
            assertThat(rate.low()).isCloseTo(baseline.get("lo95").get(tag.tag()).asDouble(), within(BASELINE));
            assertThat(rate.high())
                    .isCloseTo(baseline.get("hi95").get(tag.tag()).asDouble(), within(BASELINE));
        }
        assertThat(report.tag("tag4").baseline().rank()).isEqualTo(4);
    }

    @Test
    void shouldKeepATagWithThreeCardsInTheFitButNotRankIt() {
        var tag5 = report.tag("tag5");
        assertThat(tag5.cards()).isEqualTo(3);
        assertThat(tag5.learners()).isEqualTo(53);
        assertThat(tag5.rows()).isEqualTo(339);
        assertThat(tag5.eligibility().kind()).isEqualTo(Eligibility.Kind.INSUFFICIENT);
        assertThat(tag5.eligibility().reason()).contains("3 cards");
        assertThat(report.tags()).filteredOn(tag -> tag.eligibility().ranked()).hasSize(7);
    }

    @Test
    void shouldFindGammaInLateness() {
        // given the settings of the fixture, but nobody says what gamma is
        var outcome = HardnessStudy.run(
                Fixture.table(), Fixture.tags(), Fixture.settings().withGamma(null));
        // when
        var gamma = ((HardnessReport) outcome).gamma();
        // then
        var slopes = Fixture.json("fixture_glmm.json").get("lateness_slope_nAGQ0");
        assertThat(gamma.source()).isEqualTo(GammaReport.Source.ESTIMATED);
        assertThat(gamma.value()).isCloseTo(0.8447, within(OPTIMISED));
        assertThat(gamma.planned()).isNotNull();
        assertThat(gamma.planned().estimate()).isCloseTo(0.7254, within(OPTIMISED));
        assertThat(slopes.get("n").asLong()).isEqualTo(gamma.rows());
        assertThat(gamma.band()).containsExactly(0.75 * gamma.value(), 1.33 * gamma.value());
    }

    private static double of(String key, TagHardness tag) {
        return ranks.get(key).get(tag.tag()).asDouble();
    }
}
