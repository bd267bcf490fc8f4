package dev.engram.analytics.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.analytics.application.CohortFigures.Grid;
import dev.engram.analytics.application.CohortOutcome.DeckNotVisible;
import dev.engram.analytics.application.CohortOutcome.InProgress;
import dev.engram.analytics.application.CohortOutcome.Known;
import dev.engram.analytics.application.CohortOutcome.NoMember;
import dev.engram.analytics.application.CohortOutcome.TooMuch;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.analytics.domain.cohort.OfLearner;
import dev.engram.analytics.domain.cohort.ShownTag;
import dev.engram.analytics.domain.cohort.ShownTag.Hidden;
import dev.engram.analytics.domain.cohort.ShownTag.ShownCount;
import dev.engram.analytics.domain.cohort.ShownTag.ShownFigure;
import dev.engram.analytics.domain.learner.TopicAttention.AttentionVerdict;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.testing.Generate;
import dev.engram.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures of a class against those of its learners, in worlds of chance. */
class CohortFiguresTest {
    private static final HorizonChoice DEFAULT = new HorizonChoice(null, null);

    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final Set<DeckId> hidden = new HashSet<>();
    private final MovableClock clock = new MovableClock();
    private final List<CohortReader> readers = new ArrayList<>();

    private ClassWorld world = new ClassWorld(new Random(1), 3, 4);

    @BeforeEach
    void setClock() {
        clock.advance(Duration.between(clock.instant(), ClassWorld.END));
    }

    @AfterEach
    void close() {
        readers.forEach(CohortReader::close);
    }

    private void begin(long seed, int learners, int cards) {
        var random = new Random(seed);
        world = new ClassWorld(random, learners, cards);
        projections.appendDeck(world.deckEvents);
        var events = new ArrayList<>(world.events);
        Collections.shuffle(events, random);
        projections.append(events);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldAgreeWithTheFiguresOfTheLearnersToTheLastDigit(long seed) {
        // given
        begin(seed, 6, 8);
        var moment = Instant.parse("2026-04-0" + (1 + Math.floorMod(seed, 9)) + "T10:00:00Z");
        for (var asOf : new Instant[] {null, moment}) {
            // when
            var grid = known(figures(limits(1_000, 1_000)).grid(query(asOf), DEFAULT));
            // then
            assertThat(grid.about().learners()).isEqualTo(6);
            for (var learner : grid.figures().learners()) {
                var own = learnerFigures().tags(own(learner.learner(), asOf), Horizon.DEFAULT);
                assertThat(learner.figures()).isEqualTo(((FigureOutcome.Known<List<TagMastery>>) own).figures());
            }
            // and: the class by definition
            var table = known(figures(limits(1_000, 1_000)).table(query(asOf), DEFAULT));
            for (var row : table.figures().tags()) {
                var values = grid.figures().learners().stream()
                        .flatMap(learner -> learner.figures().stream())
                        .filter(tag -> tag.tag().equals(row.tag()))
                        .toList();
                double mean = values.stream()
                        .mapToDouble(TagMastery::mastery)
                        .average()
                        .orElseThrow();
                assertThat(((ShownFigure) row.mean()).value()).isCloseTo(mean, within(1e-11));
                for (var level : Level.values()) {
                    long count =
                            values.stream().filter(tag -> tag.level() == level).count();
                    assertThat(row.levels()).containsEntry(level, new ShownCount((int) count));
                }
            }
            // and: who struggles is who needs attention
            var struggling = known(figures(limits(1_000, 1_000)).struggling(query(asOf)));
            for (var learner : struggling.figures()) {
                var own = (FigureOutcome.Known<LearnerFigures.Attention>)
                        learnerFigures().attention(own(learner.learner(), asOf));
                assertThat(learner.figures())
                        .isEqualTo(own.figures().topics().stream()
                                .filter(row -> row.verdict() == AttentionVerdict.NEEDS_ATTENTION)
                                .toList());
            }
        }
    }

    @Test
    void shouldPutALearnerBesideTheMediansOfTheClass() {
        begin(3, 5, 6);
        var grid = known(figures(limits(1_000, 1_000)).grid(query(null), DEFAULT));
        // when
        var beside = known(figures(limits(1_000, 1_000)).learner(query(null), world.learners.getFirst(), DEFAULT))
                .figures()
                .orElseThrow();
        // then
        for (var row : beside.tags()) {
            var values = grid.figures().learners().stream()
                    .flatMap(learner -> learner.figures().stream())
                    .filter(tag -> tag.tag().equals(row.tag().tag()))
                    .mapToDouble(TagMastery::mastery)
                    .sorted()
                    .toArray();
            assertThat(row.medianMastery()).isEqualTo(values[2]);
        }
        assertThat(known(figures(limits(1_000, 1_000)).learner(query(null), Generate.learnerId(new Random(9)), DEFAULT))
                        .figures())
                .isEmpty();
    }

    @Test
    void shouldLookAtTheExamWhereItLiesAheadAndElseThirtyDaysAhead() {
        begin(4, 2, 3);
        var today = LocalDate.ofInstant(ClassWorld.END, ZoneOffset.UTC);
        assertThat(horizon(new HorizonChoice(null, today.plusDays(12)))).isEqualTo(12);
        assertThat(horizon(new HorizonChoice(null, today))).isEqualTo(30);
        assertThat(horizon(new HorizonChoice(null, today.minusDays(3)))).isEqualTo(30);
        assertThat(horizon(new HorizonChoice(null, today.plusYears(20)))).isEqualTo(3650);
        assertThat(horizon(new HorizonChoice(new Horizon(7), today.plusDays(12))))
                .isEqualTo(7);
    }

    private double horizon(HorizonChoice choice) {
        return known(figures(limits(1_000, 1_000)).table(query(null), choice))
                .figures()
                .horizon()
                .days();
    }

    @Test
    void shouldForgetWhoLeftAndWhoWasErased() {
        // given
        begin(5, 5, 4);
        var all = world.learners;
        // when
        projections.append(List.of(
                new CohortLeft(world.stamp(all.get(0), ClassWorld.END), world.cohort),
                new DeckLeft(world.stamp(all.get(1), ClassWorld.END), world.deck),
                new LearnerErased(world.stamp(all.get(2), ClassWorld.END))));
        // then
        var figures = figures(limits(1_000, 1_000));
        assertThat(learners(known(figures.grid(query(null), DEFAULT)).figures()))
                .containsExactlyInAnyOrder(all.get(3), all.get(4));
        assertThat(known(figures.risks(query(null))).figures())
                .extracting(OfLearner::learner)
                .doesNotContain(all.get(0), all.get(1), all.get(2));
        assertThat(known(figures.hardestCards(query(null), 100)).figures())
                .allSatisfy(card -> assertThat(card.errors().again().n()).isLessThanOrEqualTo(2));
    }

    @Test
    void shouldNeverMixSimulatedLearnersWithPeople() {
        // given
        begin(6, 2, 3);
        var simulated = world.simulated();
        assertThat(simulated.isSimulated()).isTrue();
        int before = world.events.size();
        world.study(simulated);
        projections.append(world.events.subList(before, world.events.size()));
        var figures = figures(limits(1_000, 1_000));
        // then
        var people = known(figures.grid(query(null), DEFAULT));
        assertThat(learners(people.figures())).containsExactlyInAnyOrderElementsOf(world.learners);
        assertThat(people.about().simulated()).isFalse();
        var asked = known(figures.grid(query(null, Position.NONE, true), DEFAULT));
        assertThat(learners(asked.figures())).containsExactly(simulated);
        assertThat(asked.about().simulated()).isTrue();
        // when: only simulated ones are left
        world.learners.forEach(learner ->
                projections.append(List.of(new CohortLeft(world.stamp(learner, ClassWorld.END), world.cohort))));
        // then
        var only = known(figures.grid(query(null), DEFAULT));
        assertThat(learners(only.figures())).containsExactly(simulated);
        assertThat(only.about().simulated()).isTrue();
    }

    @Test
    void shouldCountFirstAnswersOnlyAndNameTheQuestion() {
        begin(7, 6, 5);
        // when
        var cards = known(figures(limits(1_000, 1_000)).hardestCards(query(null), 3))
                .figures();
        // then
        assertThat(cards).hasSizeLessThanOrEqualTo(3).isNotEmpty();
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.errors().again().n()).isBetween(1L, 6L);
            assertThat(card.card()).isNotNull();
        });
        double last = 1;
        for (var card : cards) {
            var error = (double) card.errors().again().successes()
                    / card.errors().again().n();
            assertThat(error).isLessThanOrEqualTo(last);
            last = error;
        }
    }

    @Test
    void shouldShowMembersTheClassOfTheBeginningOfTheWeekWithoutFewLearners() {
        // given: ten members since the beginning, and one who has joined in this week (1 June 2027 is a Tuesday)
        begin(8, 10, 4);
        var late = Generate.learnerId(new Random(77));
        projections.append(List.of(new CohortJoined(world.stamp(late, ClassWorld.END), world.cohort)));
        var figures = figures(limits(1_000, 1_000));
        // when
        var shown = known(figures.table(as(world.learners.getFirst(), Audience.CLASS), DEFAULT));
        // then
        assertThat(shown.about().asOf()).isEqualTo(Instant.parse("2027-05-31T00:00:00Z"));
        assertThat(shown.about().learners()).isEqualTo(10);
        assertThat(shown.figures().tags()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.learners()).isEqualTo(new ShownCount(10));
            assertThat(row.levels().values())
                    .allSatisfy(count -> assertThat(count instanceof Hidden || count.equals(new ShownCount(0)))
                            .isTrue());
        });
        // and: another choice within the week gives the same
        var asked = as(world.learners.getFirst(), Audience.CLASS).at(Instant.parse("2027-06-01T07:00:00Z"));
        assertThat(known(figures.table(asked, DEFAULT)).figures()).isEqualTo(shown.figures());
        // when: one of the ten leaves
        projections.append(
                List.of(new CohortLeft(world.stamp(world.learners.getLast(), ClassWorld.END), world.cohort)));
        // then
        assertThat(known(figures.table(as(world.learners.getFirst(), Audience.CLASS), DEFAULT))
                        .figures()
                        .tags())
                .extracting(ShownTag::learners)
                .containsOnly(Hidden.HIDDEN);
    }

    @Test
    void shouldGiveMembersTheirOwnRisksAndOthersNothing() {
        begin(9, 4, 5);
        var figures = figures(limits(1_000, 1_000));
        var own = world.learners.get(1);
        // when
        var all = known(figures.risks(query(null))).figures();
        var mine = known(figures.risks(as(own, Audience.OWN))).figures();
        // then
        assertThat(mine)
                .isEqualTo(all.stream()
                        .filter(learner -> learner.learner().equals(own))
                        .toList());
        assertThat(mine).isNotEmpty();
        assertThat(figures.risks(as(Generate.learnerId(new Random(5)), Audience.OWN)))
                .isEqualTo(new NoMember<>());
        assertThat(figures.table(as(Generate.learnerId(new Random(5)), Audience.CLASS), DEFAULT))
                .isEqualTo(new NoMember<>());
    }

    @Test
    void shouldGiveNothingOfADeckThatTheCallerMayNotSee() {
        begin(10, 2, 2);
        hidden.add(world.deck);
        assertThat(figures(limits(1_000, 1_000)).grid(query(null), DEFAULT)).isEqualTo(new DeckNotVisible<>());
    }

    @Test
    void shouldRefuseMoreRowsThanOneAnswerMayHave() {
        begin(11, 4, 4);
        assertThat(figures(limits(1_000, 3)).grid(query(null), DEFAULT)).isEqualTo(new TooMuch<>("cells", 3));
    }

    @Test
    void shouldComputeLargeClassesInTheBackgroundAndBeginAnewWhereTheyAreOldOrLackAWrite() {
        // given: 4 learners times 4 cards, of which none is computed while a caller waits
        begin(12, 4, 4);
        var figures = figures(limits(15, 1_000));
        // when
        var first = figures.grid(query(null), DEFAULT);
        // then
        assertThat(first).isInstanceOf(InProgress.class);
        var computed = awaitKnown(figures, Position.NONE);
        assertThat(computed.computedAt()).isEqualTo(ClassWorld.END);
        assertThat(learners(computed.figures())).hasSize(4);
        // when: an hour less a bit later nothing new was written
        clock.advance(Duration.ofMinutes(10));
        assertThat(awaitKnown(figures, Position.NONE).computedAt()).isEqualTo(ClassWorld.END);
        // when: something was written
        var written = projections.append(List.of(
                new CohortJoined(world.stamp(Generate.learnerId(new Random(3)), ClassWorld.END), world.cohort)));
        var old = known(figures.grid(query(null, written, false), DEFAULT));
        // then: the old ones with a note, the new ones soon
        assertThat(old.caughtUp()).isFalse();
        Awaitility.await()
                .untilAsserted(() -> assertThat(known(figures.grid(query(null, written, false), DEFAULT))
                                .caughtUp())
                        .isTrue());
        // when
        clock.advance(Duration.ofMinutes(16));
        // then
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(awaitKnown(figures, Position.NONE).computedAt())
                                .isEqualTo(ClassWorld.END.plus(Duration.ofMinutes(26))));
        // when: somebody is erased, the figures with that person are forgotten
        projections.append(List.of(new LearnerErased(world.stamp(world.learners.getFirst(), ClassWorld.END))));
        // then
        assertThat(figures.grid(query(null), DEFAULT)).isInstanceOf(InProgress.class);
        assertThat(learners(awaitKnown(figures, Position.NONE).figures())).doesNotContain(world.learners.getFirst());
    }

    private Known<Grid> awaitKnown(CohortFigures figures, Position after) {
        Awaitility.await().until(() -> figures.grid(query(null, after, false), DEFAULT) instanceof Known);
        return known(figures.grid(query(null, after, false), DEFAULT));
    }

    private static List<LearnerId> learners(Grid grid) {
        return grid.learners().stream().map(OfLearner::learner).toList();
    }

    private CohortQuery query(@Nullable Instant asOf) {
        return new CohortQuery(
                caller(world.teacher), world.cohort, world.deck, asOf, Position.NONE, false, Audience.TEACHER);
    }

    private CohortQuery query(@Nullable Instant asOf, Position after, boolean simulated) {
        return new CohortQuery(
                caller(world.teacher), world.cohort, world.deck, asOf, after, simulated, Audience.TEACHER);
    }

    private CohortQuery as(LearnerId member, Audience audience) {
        return new CohortQuery(caller(member), world.cohort, world.deck, null, Position.NONE, false, audience);
    }

    private FigureQuery own(LearnerId learner, @Nullable Instant asOf) {
        return FigureReaderTest.query(learner, asOf, world.deck, Position.NONE);
    }

    private static CallerToken caller(LearnerId learner) {
        return new CallerToken(learner, "token");
    }

    private static <T> Known<T> known(CohortOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Known.class);
        return (Known<T>) outcome;
    }

    private LearnerFigures learnerFigures() {
        return new LearnerFigures(
                new FigureReader(
                        projections,
                        FigureReaderTest.allBut(hidden),
                        clock,
                        FigureReaderTest.limits(1_000, 100, 10_000),
                        Duration.ofSeconds(2)),
                Level.Thresholds.DEFAULT);
    }

    static CohortLimits limits(long states, int cells) {
        var slots = FigureReaderTest.limits(1, 1, 1).present();
        return new CohortLimits(1_000, 100, 100, states, states, cells, 10_000, Duration.ofMinutes(15), 10_000, slots);
    }

    private CohortFigures figures(CohortLimits limits) {
        var reader =
                new CohortReader(projections, FigureReaderTest.allBut(hidden), clock, limits, Duration.ofSeconds(2));
        readers.add(reader);
        return new CohortFigures(reader, projections, Level.Thresholds.DEFAULT);
    }
}
