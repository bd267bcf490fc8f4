package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.DropReason;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.Shortfall;
import dev.engram.hardness.study.report.Eligibility;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.StudyWarning;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that cannot carry a figure get a reason, never a bare number. */
class HardnessStudyBadInputTest {
    private enum Case {
        NOTHING(Shortfall.Code.NO_ROWS, review -> null),
        FIRST_EXPOSURES_ONLY(Shortfall.Code.NO_ROWS, review -> review.reviewIndex() == 0 ? review : null),
        ONE_LEARNER(Shortfall.Code.ONE_LEARNER, review -> review.learner().equals("7") ? review : null),
        ONE_CARD(Shortfall.Code.ONE_CARD, review -> review.card().equals("7") ? review : null),
        ONE_TAG(Shortfall.Code.ONE_TAG, review -> List.of("11", "19", "21").contains(review.card()) ? review : null),
        ALL_RIGHT(Shortfall.Code.NO_LAPSES, review -> rated(review, 3)),
        ALL_WRONG(Shortfall.Code.ALL_LAPSES, review -> rated(review, 1)),
        ELAPSED_NOT_A_NUMBER(Shortfall.Code.NO_ROWS, review -> timed(review, Double.NaN, review.plannedDays()));

        private final Shortfall.Code code;
        private final UnaryOperator<@Nullable Review> change;

        Case(Shortfall.Code code, UnaryOperator<@Nullable Review> change) {
            this.code = code;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatIsLacking(Case bad) {
        // given
        var builder = ReviewTable.builder();
        for (var review : Fixture.reviews()) {
            var changed = bad.change.apply(review);
            if (changed != null) {
                builder.add(changed);
            }
        }
        var rules = new RowRules(0.5, 5, 5, 3);
        // when
        var outcome = HardnessStudy.run(
                builder.build(), Fixture.tags(), StudySettings.defaults().withRules(rules));
        // then
        assertThat(outcome).isInstanceOf(Insufficient.class);
        var reasons = ((Insufficient) outcome).reasons();
        assertThat(reasons).extracting(Shortfall::code).contains(bad.code);
        assertThat(reasons).allSatisfy(reason -> assertThat(reason.reason()).isNotBlank());
    }

    @Test
    void shouldRankNobodyOnTooLittleData() {
        // given two learners
        var two = Fixture.reviews().stream()
                .filter(review -> List.of("7", "8").contains(review.learner()))
                .toList();
        // when
        var outcome = HardnessStudy.run(Fixture.table(two), Fixture.tags(), Fixture.settings());
        // then
        assertThat(outcome).isInstanceOfSatisfying(HardnessReport.class, report -> {
            assertThat(report.tags())
                    .allSatisfy(tag -> assertThat(tag.eligibility().kind()).isEqualTo(Eligibility.Kind.INSUFFICIENT));
            assertThat(report.warnings())
                    .extracting(StudyWarning::sentence)
                    .contains("no tag may be ranked: see the eligibility of each");
        });
    }

    @Test
    void shouldReportTagsAlwaysTogetherAsOneGroup() {
        var report = run(Fixture.reviews(), alsoTagged("tag4", "twin"), Fixture.settings());
        assertThat(report.aliases()).singleElement().satisfies(group -> {
            assertThat(group.tags()).containsExactly("tag4", "twin");
            assertThat(group.jaccard()).isEqualTo(1);
        });
        assertThat(report.tag("twin").eligibility().kind()).isEqualTo(Eligibility.Kind.ALIAS);
        assertThat(report.tag("tag4").eligibility().reason()).isEqualTo("always together with twin");
        assertThat(report.tag("tag7").eligibility()).isEqualTo(Eligibility.RANKED);
    }

    @Test
    void shouldNotSeparateATagOnEveryCard() {
        var report = run(Fixture.reviews(), alsoTagged("", "all"), Fixture.settings());
        assertThat(report.tag("all").eligibility())
                .isEqualTo(new Eligibility(Eligibility.Kind.NOT_SEPARABLE, "on every card"));
    }

    @Test
    void shouldAssumeGammaWithoutPlannedIntervals() {
        var report = run(
                planned(review -> Review.UNKNOWN),
                Fixture.tags(),
                Fixture.settings().withGamma(null).withPlan(new AnalysisPlan(true, false, false, 0, false, 0)));
        assertThat(report.gamma().source()).isEqualTo(GammaReport.Source.ASSUMED);
        assertThat(report.gamma().band()).containsExactly(0.5, 0.75);
        assertThat(report.gamma().lateness()).isNull();
        assertThat(report.warnings())
                .contains(new StudyWarning(StudyWarning.Code.GAMMA_ASSUMED, "gamma assumed: no planned intervals"));
        assertThat(report.sensitivities()).extracting(run -> run.name()).containsExactly("gamma = 0.5", "gamma = 0.75");
    }

    @Test
    void shouldAssumeGammaWhereLatenessDoesNotVary() {
        assertThat(gamma(planned(review -> 0.5 * review.elapsedDays())).reason())
                .isEqualTo("the lateness does not vary: elapsed / planned is the same in all rows");
    }

    @Test
    void shouldAssumeGammaWhereNobodyIsLate() {
        var gamma = gamma(planned(Review::elapsedDays));
        assertThat(gamma.source()).isEqualTo(GammaReport.Source.ASSUMED);
        assertThat(gamma.reason()).isEqualTo("the lateness does not vary: elapsed / planned is the same in all rows");
    }

    @Test
    void shouldAssumeGammaWhereLatenessMakesNobodyForget() {
        // given lapses that came rather early and successes that came rather late
        var random = new Random(1);
        var gamma = gamma(planned(review ->
                review.elapsedDays() * (review.rating() == 1 ? 1.3 : 1) * Math.exp(0.5 * random.nextGaussian())));
        assertThat(gamma.source()).isEqualTo(GammaReport.Source.ASSUMED);
        assertThat(gamma.lateness()).isNotNull();
        assertThat(gamma.lateness().estimate()).isNegative();
        assertThat(gamma.reason()).contains("not a forgetting speed");
        assertThat(gamma.value()).isEqualTo(0.625);
    }

    @Test
    void shouldSayWhyTheLatenessModelCouldNotBeFitted() {
        // given a plan that tells every lapse
        var gamma = gamma(planned(review -> review.elapsedDays()
                * (review.rating() == 1 ? 1.5 : 1)
                * (review.learner().hashCode() % 2 == 0 ? 0.7 : 1.2)));
        assertThat(gamma.source()).isEqualTo(GammaReport.Source.ASSUMED);
        assertThat(gamma.reason())
                .startsWith("the lateness model could not be fitted: ")
                .hasSizeGreaterThan(70);
    }

    @Test
    void shouldFitWhatStrataWithoutLapsesLeave() {
        // given nobody who lapses after four successes: those strata have no finite coefficient
        var tame = Fixture.reviews().stream()
                .map(review -> review.priorSuccesses() >= 4 && review.rating() == 1 ? rated(review, 3) : review)
                .toList();
        // when
        var report = run(tame, Fixture.tags(), Fixture.settings());
        // then
        assertThat(report.rows().notes())
                .containsExactly("strata s3 to s5 joined: one alone has no lapses or nothing else");
        assertThat(report.fit().fixed())
                .allSatisfy(fixed -> assertThat(Math.abs(fixed.estimate())).isLessThan(10));
    }

    @Test
    void shouldCountEveryRowLeftOut() {
        // given
        var builder = ReviewTable.builder();
        Fixture.reviews().forEach(builder::add);
        builder.add(Fixture.reviews().getLast());
        builder.add(extra("0", "untagged", 1, 3, ReviewKind.REVIEW, false));
        builder.add(extra("0", "1000", 1, 3, ReviewKind.CRAM, false));
        builder.add(extra("0", "1000", 2, 0.01, ReviewKind.RELEARN, false));
        builder.add(extra("0", "7", 900, 0.2, ReviewKind.REVIEW, false));
        builder.add(extra("0", "8", 900, Double.NaN, ReviewKind.REVIEW, false));
        builder.add(extra("0", "1001", 5, 3, ReviewKind.REVIEW, false));
        builder.add(extra("0", "1001", 6, 3, ReviewKind.REVIEW, true));
        builder.add(extra("short", "7", 1, 3, ReviewKind.REVIEW, false));
        // when
        var report = (HardnessReport) HardnessStudy.run(builder.build(), Fixture.tags(), Fixture.settings());
        // then
        var rows = report.rows();
        assertThat(rows.dropped())
                .containsEntry(DropReason.DUPLICATE, 1L)
                .containsEntry(DropReason.CARD_WITHOUT_TAG, 1L)
                .containsEntry(DropReason.CRAM, 1L)
                .containsEntry(DropReason.STEP, 1L)
                .containsEntry(DropReason.TOO_SOON, 1L)
                .containsEntry(DropReason.ELAPSED_UNKNOWN, 1L)
                .containsEntry(DropReason.HISTORY_TRUNCATED, 2L)
                .containsEntry(DropReason.LEARNER_TOO_SHORT, 1L)
                .containsEntry(DropReason.FIRST_EXPOSURE, 1_800L);
        assertThat(rows.delivered())
                .isEqualTo(rows.kept()
                        + rows.dropped().values().stream().mapToLong(n -> n).sum());
        assertThat(rows.learnersLeftOut()).isEqualTo(1);
    }

    private static GammaReport gamma(List<Review> reviews) {
        return run(reviews, Fixture.tags(), Fixture.settings().withGamma(null)).gamma();
    }

    private static HardnessReport run(List<Review> reviews, TagTable tags, StudySettings settings) {
        return (HardnessReport) HardnessStudy.run(Fixture.table(reviews), tags, settings);
    }

    /** The tags of the fixture; cards that have {@code beside} (all, if it is empty) get another one. */
    private static TagTable alsoTagged(String beside, String added) {
        var builder = TagTable.builder();
        Fixture.tags().all().forEach((card, weights) -> {
            weights.keySet().forEach(tag -> builder.add(card, tag, null));
            if (beside.isEmpty() || weights.containsKey(beside)) {
                builder.add(card, added, null);
            }
        });
        return builder.build();
    }

    private static List<Review> planned(ToDoubleFunction<Review> days) {
        var reviews = new ArrayList<Review>();
        for (var review : Fixture.reviews()) {
            reviews.add(
                    review.reviewIndex() == 0
                            ? review
                            : timed(review, review.elapsedDays(), days.applyAsDouble(review)));
        }
        return reviews;
    }

    private static Review rated(Review review, int rating) {
        return changed(review, review.elapsedDays(), review.plannedDays(), _ -> rating);
    }

    private static Review timed(Review review, double elapsed, double planned) {
        return changed(review, elapsed, planned, Review::rating);
    }

    private static Review changed(Review review, double elapsed, double planned, ToIntFunction<Review> rating) {
        return new Review(
                review.learner(),
                review.card(),
                review.reviewIndex(),
                elapsed,
                planned,
                rating.applyAsInt(review),
                review.priorSuccesses(),
                review.priorLapses(),
                review.kind(),
                review.historyTruncated(),
                review.eventId());
    }

    private static Review extra(
            String learner, String card, int index, double elapsed, ReviewKind kind, boolean truncated) {
        return new Review(learner, card, index, elapsed, Review.UNKNOWN, 3, 0, 0, kind, truncated, null);
    }
}
