package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.study.report.CardHardness;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.StudyWarning;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the settings of a study change, on the reference data. */
class HardnessStudyOptionsTest {
    private static HardnessReport plain;

    @BeforeAll
    static void studyTheFixture() {
        plain = run(Fixture.settings());
    }

    @Test
    void shouldPutTheZeroAtTheAnchors() {
        // given six more tags, and ten anchors, of which one is on no card with reviews
        var anchors =
                List.of("tag0", "tag1", "tag2", "tag3", "tag4", "tag6", "more0", "more1", "more2", "more3", "unseen");
        var all = (HardnessReport) HardnessStudy.run(Fixture.table(), moreTags(), Fixture.settings());
        // when
        var anchored = (HardnessReport) HardnessStudy.run(
                Fixture.table(), moreTags(), Fixture.settings().withAnchors(anchors));
        // then
        assertThat(anchored.tags().stream()
                        .filter(TagHardness::anchor)
                        .mapToDouble(TagHardness::effect)
                        .sum())
                .isCloseTo(0, within(1e-12));
        double shift = all.tag("tag0").effect() - anchored.tag("tag0").effect();
        for (var tag : anchored.tags()) {
            var before = all.tag(tag.tag());
            assertThat(before.effect() - tag.effect()).isCloseTo(shift, within(1e-12));
            assertThat(tag.anchor()).isEqualTo(anchors.contains(tag.tag()));
            assertThat(tag.expectedRank()).isEqualTo(before.expectedRank());
            assertThat(tag.lapseAt7Days().value())
                    .isEqualTo(before.lapseAt7Days().value());
        }
        assertThat(anchored.warnings())
                .extracting(StudyWarning::sentence)
                .contains("anchor unseen is no tag of the fit");
    }

    @Test
    void shouldSayWhereTooFewAnchorsGiveNoZero() {
        var anchored = run(Fixture.settings().withAnchors(List.of("tag1", "tag4")));
        assertThat(anchored.tag("tag1").effect()).isEqualTo(plain.tag("tag1").effect());
        assertThat(anchored.tag("tag1").anchor()).isFalse();
        assertThat(anchored.warnings())
                .extracting(StudyWarning::sentence)
                .contains(
                        "only 2 anchor tags are in this study, a reference needs 10: the reference is the mean of all tags");
    }

    private static TagTable moreTags() {
        var builder = TagTable.builder().add("card without reviews", "unseen", null);
        Fixture.tags().all().forEach((card, weights) -> {
            weights.keySet().forEach(tag -> builder.add(card, tag, null));
            builder.add(card, "more" + Integer.parseInt(card) % 5, null);
        });
        return builder.build();
    }

    @Test
    void shouldShowEffectsAsChanceAndAsHalfLife() {
        for (var tag : plain.tags()) {
            assertThat(tag.halfLifeRatio().value()).isCloseTo(Math.exp(-tag.effect() / 0.8), within(1e-12));
            assertThat(tag.halfLifeRatio().low()).isLessThan(tag.halfLifeRatio().value());
            assertThat(tag.lapseAt7Days().low()).isLessThan(tag.lapseAt7Days().value());
            assertThat(tag.lapseAt7Days().high())
                    .isGreaterThan(tag.lapseAt7Days().value());
        }
        // given the reference fit: intercept, one success, seven days, the tag's mode
        var fit = Fixture.json("fixture_glmm.json").get("offset_gamma_0.8_nAGQ0");
        double eta = fit.get("fixef").get(Design.INTERCEPT).asDouble()
                + fit.get("fixef").get("s1").asDouble()
                + 0.8 * Math.log(7)
                + fit.get("tag_hardness").get("tag7").asDouble();
        assertThat(plain.tag("tag7").lapseAt7Days().value()).isCloseTo(1 / (1 + Math.exp(-eta)), within(1e-3));
    }

    @Test
    void shouldAddTheAbilityCovariate() {
        // when
        var adjusted = run(Fixture.settings().withAbility(true));
        // then
        assertThat(adjusted.fit().fixed()).extracting(FixedEffect::name).contains(Formula.ABILITY);
        assertThat(adjusted.fit().fixed()).hasSize(plain.fit().fixed().size() + 1);
        assertThat(order(adjusted).getFirst()).isEqualTo("tag7");
    }

    @Test
    void shouldTakeCovariatesIntoTheModel() {
        // given reviews on two clients and one that only ever saw successes
        var builder = ReviewTable.builder(List.of("client"));
        for (var review : Fixture.reviews()) {
            boolean rare = review.reviewIndex() == 3
                    && review.rating() > 1
                    && review.learner().equals("5");
            builder.add(review, rare ? "watch" : review.reviewIndex() % 3 == 1 ? "phone" : "web");
        }
        // when
        var report = (HardnessReport) HardnessStudy.run(builder.build(), Fixture.tags(), Fixture.settings());
        // then
        assertThat(report.fit().fixed()).extracting(FixedEffect::name).contains("clientphone");
        assertThat(report.rows().notes()).containsExactly("client watch joined with web: no lapses or nothing else");
    }

    @Test
    void shouldRunWhatStandsBesideThePrimary() {
        // when
        var report = run(Fixture.settings().withPlan(AnalysisPlan.ALL));
        // then
        assertThat(report.sensitivities())
                .extracting(Sensitivity::name)
                .containsExactly("gamma x 0.75", "gamma x 1.33", "weight 1", "ordinal");
        assertThat(report.sensitivities())
                .allSatisfy(run -> assertThat(run.tau()).isBetween(0.5, 1.0));
        assertThat(report.shuffled().runs()).hasSize(3);
        assertThat(report.shuffled().meanSd()).isLessThan(plain.fit().sd(Formula.TAG) / 2);
        assertThat(report.acquisition().rows()).isEqualTo(1_800);
        assertThat(report.acquisition().tags()).hasSize(8);
        assertThat(report.workload()).hasSize(8);
        assertThat(report.tags()).extracting(TagHardness::effect).isEqualTo(effects(plain, TagHardness::effect));
    }

    @Test
    void shouldGiveTheLevelOfCards() {
        var cards = plain.cards();
        for (int i = 1; i < cards.size(); i++) {
            assertThat(cards.get(i).total())
                    .isLessThanOrEqualTo(cards.get(i - 1).total());
        }
        assertThat(cards.stream().mapToLong(CardHardness::rows).sum()).isEqualTo(8_325);
        assertThat(cards).allSatisfy(card -> assertThat(card.totalSd()).isBetween(0.05, 0.4));
        // card 8 has tag0 only
        var card8 = cards.stream()
                .filter(card -> card.card().equals("8"))
                .findFirst()
                .orElseThrow();
        assertThat(card8.total() - card8.effect()).isCloseTo(plain.tag("tag0").effect(), within(1e-12));
    }

    @Test
    void shouldTellHowFarItIs() {
        var steps = new ArrayList<Integer>();
        HardnessStudy.run(Fixture.table(), Fixture.tags(), Fixture.settings(), (_, done, _) -> steps.add(done));
        assertThat(steps).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> StudySettings.defaults().withGamma(Double.NaN))
                .hasMessage("gamma must be > 0 and < 10, was NaN");
        assertThatThrownBy(() -> RankSettings.STANDARD.withDraws(100, 1))
                .hasMessage("draws must be at least 10000, was 100");
        assertThatThrownBy(() -> new RowRules(0.5, 20, -1, 4))
                .isInstanceOfSatisfying(InvalidSettingException.class, refused -> {
                    assertThat(refused.setting()).isEqualTo("successCap");
                    assertThat(refused.rule()).isEqualTo("must be in [0, 100], was -1");
                })
                .hasMessage("successCap must be in [0, 100], was -1");
    }

    private static List<String> order(HardnessReport report) {
        return report.tags().stream().map(TagHardness::tag).toList();
    }

    private static List<Double> effects(HardnessReport report, ToDoubleFunction<TagHardness> figure) {
        return report.tags().stream().map(figure::applyAsDouble).toList();
    }

    private static HardnessReport run(StudySettings settings) {
        return (HardnessReport) HardnessStudy.run(Fixture.table(), Fixture.tags(), settings);
    }
}
