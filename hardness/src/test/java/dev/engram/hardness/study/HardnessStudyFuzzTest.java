package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small and odd pieces of the reference data: there is always an outcome, and every figure of it is a number. */
class HardnessStudyFuzzTest {
    private static final int PIECES = 25;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldAlwaysComeToAnOutcome(long seed) {
        var random = new Random(seed);
        for (int piece = 0; piece < PIECES; piece++) {
            // given a few learners, cards, tags and ratings
            int learners = 1 + random.nextInt(12);
            int cards = 1 + random.nextInt(20);
            int tags = 1 + random.nextInt(6);
            double dropped = random.nextDouble();
            double tame = random.nextInt(3) / 2.0;
            var builder = ReviewTable.builder();
            for (var review : Fixture.reviews()) {
                if (Integer.parseInt(review.learner()) < learners
                        && Integer.parseInt(review.card()) < cards
                        && random.nextDouble() >= dropped) {
                    builder.add(random.nextDouble() < tame ? better(review) : review);
                }
            }
            var tagTable = TagTable.builder();
            for (int card = 0; card < cards; card++) {
                for (int t = 0; t < 1 + random.nextInt(3); t++) {
                    tagTable.add(Integer.toString(card), "tag" + random.nextInt(tags), null);
                }
            }
            var settings = StudySettings.defaults()
                    .withRules(new RowRules(0.5, 1 + random.nextInt(5), 8, 4))
                    .withMethod(random.nextBoolean() ? Method.PQL : null)
                    .withGamma(random.nextBoolean() ? null : 0.1 + 2 * random.nextDouble())
                    .withAbility(random.nextInt(5) == 0)
                    .withRanks(RankSettings.STANDARD.withDraws(10_000, seed));
            // when
            var outcome = HardnessStudy.run(builder.build(), tagTable.build(), settings);
            // then
            switch (outcome) {
                case Insufficient insufficient ->
                    assertThat(insufficient.reasons())
                            .allSatisfy(reason -> assertThat(reason.reason()).isNotBlank());
                case HardnessReport report -> {
                    assertThat(report.rows().delivered())
                            .isEqualTo(report.rows().kept()
                                    + report.rows().dropped().values().stream()
                                            .mapToLong(n -> n)
                                            .sum());
                    assertThat(report.tags()).allSatisfy(HardnessStudyFuzzTest::assertNumbers);
                    if (report.fit().fixed().stream().allMatch(fixed -> Double.isFinite(fixed.estimate()))) {
                        assertThat(report.tags()).allSatisfy(HardnessStudyFuzzTest::assertLapseIsNumber);
                    }
                    assertThat(report.sensitivities())
                            .allSatisfy(run -> assertThat(run.tau() == null)
                                    .isEqualTo(!run.problem().isEmpty()));
                    assertThat(report.acquisition().tags().isEmpty()
                                    && report.acquisition().problem().isEmpty())
                            .isFalse();
                }
            }
        }
    }

    private static void assertNumbers(TagHardness tag) {
        assertThat(new double[] {
                    tag.effect(),
                    tag.sd(),
                    tag.expectedRank(),
                    tag.halfLifeRatio().value(),
                    tag.baseline().shrunk(),
                    tag.baseline().low(),
                    tag.baseline().high()
                })
                .as(tag.toString())
                .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(tag.eligibility().ranked())
                .isEqualTo(tag.eligibility().reason().isEmpty());
    }

    private static void assertLapseIsNumber(TagHardness tag) {
        var lapse = tag.lapseAt7Days();
        assertThat(List.of(0.0, lapse.low(), lapse.value(), lapse.high(), 1.0))
                .as(tag.toString())
                .isSorted();
    }

    private static Review better(Review review) {
        return new Review(
                review.learner(),
                review.card(),
                review.reviewIndex(),
                review.elapsedDays(),
                review.plannedDays(),
                review.rating() == 1 && review.priorSuccesses() > 1 ? 3 : review.rating(),
                review.priorSuccesses(),
                review.priorLapses(),
                review.kind(),
                review.historyTruncated(),
                review.eventId());
    }
}
