package dev.engram.simulation.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.simulation.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedClassTest {
    private static final CohortId COHORT = new CohortId(new UUID(1, 2));

    private static List<ReviewRecorded> reviews(SimulatedLearner learner) {
        return learner.answers().stream().map(SimulatedAnswer::review).toList();
    }

    private static List<SimulatedLearner> learners(SimulatedClass simulated) {
        return IntStream.range(0, simulated.scenario().learners())
                .mapToObj(simulated::learner)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSameEventsBitForBitForTheSameSeed(StudyScheduler scheduler) {
        // given
        var codec = LearnerEvents.codec();
        var one = Classes.of(3, 30, scheduler, World.FSRS, 7);
        var again = Classes.of(5, 30, scheduler, World.FSRS, 7);
        // when: of more learners, in another order
        for (int learner = 2; learner >= 0; learner--) {
            var first = one.learner(learner).events(COHORT).stream()
                    .map(codec::canonical)
                    .toList();
            var second = again.learner(learner).events(COHORT).stream()
                    .map(codec::canonical)
                    .toList();
            // then
            assertThat(second).hasSizeGreaterThan(10).hasSameSizeAs(first);
            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i)).isEqualTo(first.get(i));
            }
        }
        assertThat(reviews(Classes.of(3, 30, scheduler, World.FSRS, 8).learner(0)))
                .isNotEqualTo(reviews(one.learner(0)));
    }

    @Test
    void shouldDrawTheSameAnswersForADeckWithOtherIds() {
        // given
        var scenario = Classes.scenario(2, 30, StudyScheduler.FSRS, World.FSRS, 3);
        // when
        var here = new SimulatedClass(scenario, Classes.deck(40, 1)).learner(1);
        var there = new SimulatedClass(scenario, Classes.deck(40, 2)).learner(1);
        // then
        assertThat(there.learnerId()).isEqualTo(here.learnerId());
        assertThat(reviews(there).stream().map(review -> List.of(review.stamp(), review.rating())))
                .containsExactlyElementsOf(reviews(here).stream()
                        .map(review -> List.of(review.stamp(), review.rating()))
                        .toList());
    }

    @Test
    void shouldMarkLearnersByVersionEightOfTheirId() {
        // given
        var simulated = Classes.of(200, 1, StudyScheduler.FSRS, World.FSRS, 1);
        // when
        var ids = IntStream.range(0, 200).mapToObj(simulated::learnerId).toList();
        // then
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.isSimulated());
        assertThat(IntStream.range(0, 200).mapToObj(simulated::username))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+[0-9]*-s1"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveEventsThatTheContractTakes(StudyScheduler scheduler) {
        // given
        var simulated = Classes.of(8, 60, scheduler, World.FSRS, 2);
        var codec = LearnerEvents.codec();
        for (var learner : learners(simulated)) {
            // when
            var events = learner.events(COHORT);
            // then: what is written is read as the same event
            for (var event : events) {
                var encoded = codec.encode(event);
                assertThat(encoded.key()).isEqualTo(learner.learnerId().text());
                assertThat(codec.decode(encoded.headers(), encoded.value()))
                        .isEqualTo(new Decoded.Event<LearnerEvent>(event));
            }
            assertThat(events.stream().map(event -> event.stamp().eventId())).doesNotHaveDuplicates();
            assertThat(events).filteredOn(CohortJoined.class::isInstance).hasSize(1);
            assertThat(events.stream().map(event -> event.stamp().receivedAt())).isSorted();
            assertThat(events).allSatisfy(event -> {
                assertThat(event.stamp().receivedAt())
                        .isBefore(Classes.END)
                        .isAfterOrEqualTo(event.stamp().at());
                assertThat(event.stamp().at())
                        .isAfterOrEqualTo(simulated.scenario().start());
                assertThat(Ids.isV7(event.stamp().eventId().value())).isTrue();
            });
        }
    }

    @Test
    void shouldShowWhatTheClientKnewAndCountItsAnswers() {
        // given
        var simulated = Classes.of(30, 60, StudyScheduler.FSRS, World.FSRS, 4);
        int late = 0;
        for (var learner : learners(simulated)) {
            var calendar =
                    LearnerCalendar.of(learner.plan().zone(), learner.plan().rolloverHour());
            var byId = new HashMap<EventId, ReviewRecorded>();
            var sequences = new HashMap<Object, Long>();
            for (var review : reviews(learner)) {
                // then
                var stamp = review.stamp();
                assertThat(stamp.clientSeq()).isEqualTo(sequences.merge(stamp.clientId(), 1L, Long::sum) - 1);
                assertThat(stamp.utcOffset())
                        .isEqualTo(learner.plan().zone().getRules().getOffset(stamp.at()));
                assertThat(review.durationMs()).isBetween(900L, 120_000L);
                late += Duration.between(stamp.at(), stamp.receivedAt()).toMinutes() > 5 ? 1 : 0;
                assertThat(review.dueAt() == null).isEqualTo(review.basedOn() == null);
                if (review.basedOn() != null) {
                    var base = byId.get(review.basedOn());
                    assertThat(base).isNotNull();
                    assertThat(base.cardId()).isEqualTo(review.cardId());
                    assertThat(base.stamp().clientId().equals(stamp.clientId())
                                    || base.stamp().receivedAt().isBefore(stamp.at()))
                            .isTrue();
                    assertThat(calendar.day(review.dueAt())).isLessThanOrEqualTo(calendar.day(stamp.at()));
                }
                byId.put(stamp.eventId(), review);
            }
        }
        assertThat(late).as("answers given without a network").isPositive();
    }

    /** The due time that is shown is what the fold of the project says, unless another client's answers were not known. */
    @Test
    void shouldTakeIntervalsFromTheFold() {
        // given
        var simulated = Classes.of(4, 60, StudyScheduler.FSRS, World.FSRS, 5);
        for (var learner : learners(simulated)) {
            var calendar =
                    LearnerCalendar.of(learner.plan().zone(), learner.plan().rolloverHour());
            Map<Object, List<ReviewRecorded>> byCard =
                    reviews(learner).stream().collect(Collectors.groupingBy(ReviewRecorded::cardId));
            byCard.values().forEach(reviews -> {
                for (int i = 1; i < reviews.size(); i++) {
                    var review = reviews.get(i);
                    if (reviews.get(i - 1).stamp().eventId().equals(review.basedOn())) {
                        var before = CardHistory.EMPTY.applyAll(reviews.subList(0, i));
                        assertThat(CardFold.fold(before, learner.plan(), calendar)
                                        .dueAt())
                                .isEqualTo(review.dueAt());
                    }
                }
            });
        }
    }

    @Test
    void shouldTakeIntervalsFromTheLadder() {
        // given
        var learner = Classes.of(1, 60, StudyScheduler.FIXED, World.FSRS, 6).learner(0);
        // then
        assertThat(reviews(learner)).allMatch(review -> review.scheduler() == null);
        var byId = reviews(learner).stream()
                .collect(Collectors.toMap(review -> review.stamp().eventId(), review -> review));
        assertThat(reviews(learner))
                .filteredOn(review -> review.basedOn() != null)
                .hasSizeGreaterThan(20)
                .allMatch(review -> List.of(1L, 3L, 7L, 14L, 30L, 60L)
                        .contains(Duration.between(
                                        byId.get(review.basedOn()).stamp().at(), review.dueAt())
                                .toDays()));
    }

    @Test
    void shouldHaveLearnersOfManyHabits() {
        // given
        var all = learners(Classes.of(30, 60, StudyScheduler.FSRS, World.FSRS, 1));
        // when
        var days = all.stream()
                .mapToLong(learner -> reviews(learner).stream()
                        .map(review -> review.stamp()
                                .at()
                                .atZone(learner.plan().zone())
                                .toLocalDate())
                        .distinct()
                        .count())
                .sorted()
                .toArray();
        // then: some study on most days, some seldom
        assertThat(days[0]).isLessThan(20);
        assertThat(days[29]).isGreaterThan(45);
        assertThat(all.stream().map(learner -> learner.plan().zone()).distinct().count())
                .isGreaterThan(1);
        var hours = new HashSet<Integer>();
        all.forEach(learner -> reviews(learner)
                .forEach(review -> hours.add(
                        review.stamp().at().atZone(learner.plan().zone()).getHour())));
        assertThat(hours).doesNotContain(1, 2, 3, 4).contains(8, 20);
        assertThat(all.stream()
                        .flatMap(learner -> reviews(learner).stream())
                        .map(review -> review.stamp().clientId())
                        .distinct())
                .hasSize(2);
    }

    /** In tenths of the true probability, the share recalled lies within 4 standard errors of its mean. */
    @ParameterizedTest
    @EnumSource
    void shouldRecallAsOftenAsTheTruthSays(World world) {
        // given
        long seed = 11;
        var counts = new int[10];
        var expected = new double[10];
        var variance = new double[10];
        var recalled = new int[10];
        // when
        for (var learner : learners(Classes.of(40, 60, StudyScheduler.FIXED, world, seed))) {
            for (var answer : learner.answers()) {
                if (answer.recall().isPresent()) {
                    double p = answer.recall().getAsDouble();
                    int tenth = Math.min(9, (int) (p * 10));
                    counts[tenth]++;
                    expected[tenth] += p;
                    variance[tenth] += p * (1 - p);
                    recalled[tenth] += answer.review().rating() == Rating.AGAIN ? 0 : 1;
                }
            }
        }
        // then
        assertThat(IntStream.of(counts).sum()).isGreaterThan(5_000);
        for (int tenth = 0; tenth < 10; tenth++) {
            assertThat(Math.abs(recalled[tenth] - expected[tenth]))
                    .as("seed %d, tenth %d, %d answers", seed, tenth, counts[tenth])
                    .isLessThanOrEqualTo(4 * Math.sqrt(variance[tenth]) + 1);
        }
    }

    @Test
    void shouldSayWhichFieldIsOutOfRange() {
        assertThatThrownBy(() -> Classes.scenario(0, 60, StudyScheduler.FSRS, World.FSRS, 1))
                .hasMessage("learners must lie in 1 to 1000, was 0");
        assertThatThrownBy(() -> Classes.scenario(1, 731, StudyScheduler.FSRS, World.FSRS, 1))
                .hasMessage("days must lie in 1 to 730, was 731");
    }
}
