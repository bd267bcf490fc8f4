package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same study delivered otherwise has the same figures to the last bit: decimals of doubles are compared as text. */
class HardnessStudyInvarianceTest {
    private static final StudySettings SETTINGS = StudySettings.defaults()
            .withRules(new RowRules(0.5, 20, 5, 3))
            .withPlan(new AnalysisPlan(true, true, true, 1, true, 0))
            .withRanks(RankSettings.STANDARD.withDraws(10_000, 7))
            .withThreads(1);

    private static String figures;

    @BeforeAll
    static void studyTheFixture() {
        figures = figures(Fixture.table(), Fixture.tags(), SETTINGS, UnaryOperator.identity());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotDependOnOrderOrRedelivery(long seed) {
        // given every review once and some again, in any order
        var random = new Random(seed);
        var reviews = new ArrayList<>(Fixture.reviews());
        for (int i = 0; i < 500; i++) {
            reviews.add(reviews.get(random.nextInt(reviews.size())));
        }
        Collections.shuffle(reviews, random);
        var table = Fixture.table(reviews);
        // when
        var again = figures(table, Fixture.tags(), SETTINGS, UnaryOperator.identity());
        // then
        assertThat(table.duplicates).isEqualTo(500);
        assertThat(again).isEqualTo(figures);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotDependOnNames(long seed) {
        // given names in another order: tag3 becomes T-<?>3, card 17 becomes C-<?>17
        UnaryOperator<String> learner = name -> "L-" + salt(name, seed + 1) + name;
        UnaryOperator<String> card = name -> "C-" + salt(name, seed) + name;
        UnaryOperator<String> tag = name -> "T-" + salt(name, seed) + name;
        var reviews = Fixture.reviews().stream()
                .map(review -> renamed(review, learner.apply(review.learner()), card.apply(review.card())))
                .toList();
        // when
        var again = figures(
                Fixture.table(reviews),
                Fixture.tags(card, tag),
                SETTINGS,
                text -> text.replaceAll("\\b[TC]-[a-z]{6}", ""));
        // then
        assertThat(again).isEqualTo(figures);
    }

    @Test
    void shouldNotDependOnThreads() {
        var many = figures(Fixture.table(), Fixture.tags(), SETTINGS.withThreads(3), UnaryOperator.identity());
        assertThat(many).isEqualTo(figures);
    }

    @Test
    void shouldNotDependOnOrderAndThreadsByPqlEither() {
        // given
        var pql = SETTINGS.withPlan(AnalysisPlan.NONE).withMethod(Method.PQL);
        var reviews = new ArrayList<>(Fixture.reviews());
        Collections.shuffle(reviews, new Random(5));
        // when
        var again = figures(Fixture.table(reviews), Fixture.tags(), pql.withThreads(3), UnaryOperator.identity());
        // then
        assertThat(again).isEqualTo(figures(Fixture.table(), Fixture.tags(), pql, UnaryOperator.identity()));
    }

    /** All figures of a report; lists by name are put in the order of the names as they were. */
    private static String figures(
            ReviewTable table, TagTable tags, StudySettings settings, UnaryOperator<String> unname) {
        var report = (HardnessReport) HardnessStudy.run(table, tags, settings);
        var text = new StringBuilder();
        report.tags().forEach(tag -> text.append(unname.apply(tag.toString())).append('\n'));
        report.cards()
                .forEach(card -> text.append(unname.apply(card.toString())).append('\n'));
        report.sensitivities()
                .forEach(run -> text.append(run.name())
                        .append(run.tau())
                        .append(sorted(run.effects().entrySet().stream()
                                .map(entry -> unname.apply(entry.toString()))
                                .toList()))
                        .append('\n'));
        report.acquisition()
                .tags()
                .forEach(tag -> text.append(unname.apply(tag.toString())).append('\n'));
        text.append(sorted(report.workload().stream()
                        .map(workload -> unname.apply(workload.toString()))
                        .toList()))
                .append('\n');
        return text.append(report.fit())
                .append(report.gamma())
                .append(report.shuffled())
                .toString();
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static String salt(String name, long seed) {
        var random = new Random(seed ^ name.hashCode() * 0x9E3779B97F4A7C15L);
        var salt = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            salt.append((char) ('a' + random.nextInt(26)));
        }
        return salt.toString();
    }

    private static Review renamed(Review review, String learner, String card) {
        return new Review(
                learner,
                card,
                review.reviewIndex(),
                review.elapsedDays(),
                review.plannedDays(),
                review.rating(),
                review.priorSuccesses(),
                review.priorLapses(),
                review.kind(),
                review.historyTruncated(),
                review.eventId());
    }
}
