package dev.engram.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardRetired;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import dev.engram.testing.Generate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogFoldTest {

    private static final LearnerCardProjection CARDS = new LearnerCardProjection("cards");

    private final Random random = new Random(5);
    private final LearnerId learner = Generate.learnerId(random);

    private static LogFold<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> folded(
            List<? extends LearnerEvent> events) {
        var fold = new LogFold<>(CARDS);
        for (int offset = 0; offset < events.size(); offset++) {
            fold.apply(offset, events.get(offset));
        }
        return fold;
    }

    private PlanChanged plan(int number, List<Double> weights) {
        var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
        var plan = Plan.DEFAULT;
        return new PlanChanged(
                new Stamp(
                        new EventId(Generate.cardId(random).value()),
                        learner,
                        at,
                        ZoneOffset.UTC,
                        new ClientId("server"),
                        number,
                        at),
                new Plan(
                        plan.desiredRetention(),
                        plan.learningSteps(),
                        plan.relearningSteps(),
                        plan.maximumIntervalDays(),
                        number % 24,
                        plan.zone(),
                        plan.newCardsPerDay(),
                        plan.reviewsPerDay(),
                        plan.fuzz(),
                        weights,
                        plan.weightsVersion()));
    }

    /** What the cards of a fold contribute. */
    private static Map<AggregateKey, List<Long>> activity(
            LogFold<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> fold) {
        return Contributions.differences(Activity.BY_DAY, Map.of(), fold.documents()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        row -> LongStream.of(row.getValue()).boxed().toList()));
    }

    @Test
    void shouldDeriveUnderTheLatestContextAndCountItsEpochs() {
        // given
        var card = Generate.cardId(random);
        var events = new ArrayList<LearnerEvent>(Generate.reviewsOf(learner, card, 30, random));
        events.add(3, plan(5, Plan.DEFAULT.weights()));
        events.add(9, plan(7, Plan.DEFAULT.weights()));
        events.add(plan(6, Plan.DEFAULT.weights())); // earlier than the plan in force, but part of the calendar
        // when
        var fold = folded(events);
        // then
        assertThat(fold.contexts()).containsOnlyKeys(learner.text());
        var context = fold.contexts().get(learner.text());
        assertThat(context.epoch()).isEqualTo(3);
        assertThat(context.context().plan().rolloverHour()).isEqualTo(7);
        var document = fold.documents().get(new LearnerCardKey(learner, card));
        assertThat(document.epoch()).isEqualTo(3);
        assertThat(document.quarantined()).isNull();
        assertThat(document.state().history().recorded()).hasSize(30);
        assertThat(document.state().state())
                .isEqualTo(CardFold.fold(
                        document.state().history(),
                        context.context().plan(),
                        context.context().calendar()));
    }

    @Test
    void shouldKeepTheFactsAndNoFiguresOfWhatCannotBeDerived() {
        // given
        var card = Generate.cardId(random);
        var reviews = Generate.reviewsOf(learner, card, 30, random);
        var events = new ArrayList<LearnerEvent>(reviews);
        events.add(plan(5, Collections.nCopies(21, 1e9)));
        // when
        var fold = folded(events);
        // then
        var document = fold.documents().get(new LearnerCardKey(learner, card));
        assertThat(document.quarantined()).contains("w");
        assertThat(document.state().history())
                .isEqualTo(folded(reviews)
                        .documents()
                        .get(new LearnerCardKey(learner, card))
                        .state()
                        .history());
        assertThat(document.state().state()).isEqualTo(CardState.NEW);
        assertThat(activity(fold)).isEmpty();
        assertThat(activity(folded(reviews))).isNotEmpty();
    }

    @Test
    void shouldParkWhatCannotBeAppliedAndLeaveNothingOfIt() {
        // given
        var card = Generate.cardId(random);
        var reviews = Generate.reviewsOf(learner, card, 2, random);
        var fold = folded(reviews);
        var before = fold.documents();
        // when
        var parked = fold.apply(7, Generate.receivedAt(reviews.getFirst(), Instant.parse("+10000-01-01T00:00:00Z")));
        // then
        assertThat(parked)
                .isEqualTo(new LogFold.Parked(
                        learner.text(),
                        "time-out-of-range",
                        "receivedAt must lie in the years 1970 to 9999, was +10000-01-01T00:00:00Z"));
        assertThat(fold.parked()).isEqualTo(Map.of(7L, parked));
        assertThat(fold.documents()).isEqualTo(before);
    }

    @Test
    void shouldForgetWhatBelongsToOtherContexts() {
        // given
        var other = Generate.learnerId(random);
        var events = new ArrayList<LearnerEvent>(Generate.reviewsOf(learner, Generate.cardId(random), 3, random));
        events.addAll(Generate.reviewsOf(other, Generate.cardId(random), 3, random));
        events.add(plan(5, Plan.DEFAULT.weights()));
        var fold = folded(events);
        // when
        fold.retain(other.text()::equals);
        // then
        assertThat(fold.documents().keySet())
                .extracting(LearnerCardKey::learnerId)
                .containsExactly(other);
        assertThat(fold.contexts()).isEmpty();
        assertThat(fold.size()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveTheSameCountsForAnyOrderAndNumberOfCopies(long seed) {
        // given
        var own = new Random(seed);
        var events = new ArrayList<LearnerEvent>();
        for (int i = 0; i < 5; i++) {
            events.addAll(Generate.historyOf(learner, Generate.cardId(own), 1 + own.nextInt(40), own));
        }
        events.add(plan(own.nextInt(24), Plan.DEFAULT.weights()));
        // when
        var shuffled = activity(folded(Generate.shuffledWithRepeats(events, own)));
        // then
        assertThat(shuffled).isEqualTo(activity(folded(events))).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldLeaveNothingOfAnErasedLearnerInAnyOrderAndNumberOfCopies(long seed) {
        // given
        var own = new Random(seed);
        var other = Generate.learnerId(own);
        var kept = new ArrayList<LearnerEvent>(Generate.historyOf(other, Generate.cardId(own), 20, own));
        var events = new ArrayList<LearnerEvent>(kept);
        events.addAll(Generate.historyOf(learner, Generate.cardId(own), 20, own));
        events.add(plan(own.nextInt(24), Plan.DEFAULT.weights()));
        events.add(Generate.receivedAt(
                Generate.reviewsOf(learner, Generate.cardId(own), 1, own).getFirst(),
                Instant.parse("+10000-01-01T00:00:00Z")));
        events.add(new LearnerErased(events.getLast().stamp()));
        var shuffled = Generate.shuffledWithRepeats(events, own);
        // when
        var fold = folded(shuffled);
        // then
        assertThat(fold.documents()).isEqualTo(folded(kept).documents()).isNotEmpty();
        assertThat(fold.contextKeys()).containsExactly(other.text());
        assertThat(fold.parked()).isEmpty();
        assertThat(fold.erased()).containsOnlyKeys(learner.text());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveOneResultForChangesOfZoneAndClientsInAnyOrder(long seed) {
        // given: reviews with offsets of their own, plans of several zones, and copies of the plans received later
        var own = new Random(seed);
        var events = new ArrayList<LearnerEvent>();
        for (int i = 0; i < 5; i++) {
            for (var event : Generate.historyOf(learner, Generate.cardId(own), 1 + own.nextInt(40), own)) {
                events.add(event instanceof ReviewRecorded review ? at(review, anOffset(own)) : event);
            }
        }
        for (int i = 0; i < 6; i++) {
            var change = zone(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(own.nextInt(200 * 86_400)), own);
            events.add(change);
            var stamp = change.stamp();
            events.add(new PlanChanged(
                    stamp.withReceivedAt(stamp.receivedAt().plusSeconds(own.nextInt(3))), change.plan()));
        }
        // when
        var fold = folded(events);
        var shuffled = folded(Generate.shuffledWithRepeats(events, own));
        // then
        assertThat(shuffled.contexts().get(learner.text()).context())
                .isEqualTo(fold.contexts().get(learner.text()).context());
        assertThat(states(shuffled)).isEqualTo(states(fold)).isNotEmpty();
        assertThat(activity(shuffled)).isEqualTo(activity(fold));
        // and no offset counts
        var inUtc = events.stream()
                .map(event -> event instanceof ReviewRecorded review ? at(review, ZoneOffset.UTC) : event)
                .toList();
        assertThat(states(folded(inUtc))).isEqualTo(states(fold));
    }

    @Test
    void shouldKeepTheCalendarThatEarlierPlansMade() {
        // given: the first zone holds for the past too, the second from its time on
        var tokyo = zone(Instant.parse("2026-03-01T00:00:00Z"), ZoneId.of("Asia/Tokyo"));
        var newYork = zone(Instant.parse("2026-04-01T00:00:00Z"), ZoneId.of("America/New_York"));
        var berlin = zone(Instant.parse("2026-05-01T00:00:00Z"), ZoneId.of("Europe/Berlin"));
        // when
        var fold = folded(List.of(tokyo, berlin, newYork));
        // then: the late plan changes the calendar, though not the plan in force
        var context = fold.contexts().get(learner.text());
        assertThat(context.epoch()).isEqualTo(3);
        assertThat(context.context().plan().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(context.context().isZoneSet()).isTrue();
        assertThat(context.context().calendar().entries())
                .extracting(entry -> entry.zone().getId())
                .containsExactly("Asia/Tokyo", "America/New_York", "Europe/Berlin");
        assertThat(LearnerContext.EMPTY.isZoneSet()).isFalse();
    }

    @Test
    void shouldParkChangesOfThePlanBeyondTheMostThatAreKept() {
        // given
        var fold = new LogFold<>(CARDS);
        for (int i = 0; i < LearnerContext.MOST_PLAN_CHANGES; i++) {
            fold.apply(i, plan(i, Plan.DEFAULT.weights()));
        }
        // when
        var parked = fold.apply(LearnerContext.MOST_PLAN_CHANGES, plan(9_999, Plan.DEFAULT.weights()));
        // then
        assertThat(parked).isNotNull();
        assertThat(parked.reason()).isEqualTo("plan-changes-full");
    }

    private static Map<LearnerCardKey, CardState> states(
            LogFold<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> fold) {
        return fold.documents().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, card -> card.getValue().state().state()));
    }

    private static ZoneOffset anOffset(Random random) {
        return ZoneOffset.ofTotalSeconds(900 * (random.nextInt(105) - 48));
    }

    private static ReviewRecorded at(ReviewRecorded review, ZoneOffset offset) {
        var stamp = review.stamp();
        return review.with(
                new Stamp(
                        stamp.eventId(),
                        stamp.learnerId(),
                        stamp.at(),
                        offset,
                        stamp.clientId(),
                        stamp.clientSeq(),
                        stamp.receivedAt()),
                review.flags());
    }

    private PlanChanged zone(Instant at, Random random) {
        var zones = List.of("Asia/Tokyo", "America/New_York", "Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12");
        return zone(at, ZoneId.of(zones.get(random.nextInt(zones.size()))));
    }

    private PlanChanged zone(Instant at, ZoneId zone) {
        var plan = Plan.DEFAULT;
        return new PlanChanged(
                new Stamp(
                        new EventId(Generate.cardId(random).value()),
                        learner,
                        at,
                        ZoneOffset.UTC,
                        new ClientId("server"),
                        0,
                        at),
                new Plan(
                        plan.desiredRetention(),
                        plan.learningSteps(),
                        plan.relearningSteps(),
                        plan.maximumIntervalDays(),
                        plan.rolloverHour(),
                        zone,
                        plan.newCardsPerDay(),
                        plan.reviewsPerDay(),
                        plan.fuzz(),
                        plan.weights(),
                        plan.weightsVersion()));
    }

    @Test
    void shouldIgnoreEventsOfALearnerErasedBefore() {
        // given
        var fold = new LogFold<>(CARDS, Map.of(), Map.of(), Set.of(learner.text()));
        // when
        Generate.historyOf(learner, Generate.cardId(random), 5, random).forEach(event -> fold.apply(1, event));
        // then
        assertThat(fold.size()).isZero();
        assertThat(fold.erased()).isEmpty();
    }

    @Test
    void shouldParkUnderTheReasonOfTheProjection() {
        // given
        var fold = new LogFold<>(new CatalogueProjection());
        var deck = new DeckId(Generate.cardId(random).value());
        var late = new CardRetired(new CommitStamp(deck, 3, 0, 1, learner, Instant.EPOCH), Generate.cardId(random));
        // when
        fold.apply(0, late);
        // then
        assertThat(fold.parked().get(0L).reason()).isEqualTo("version-gap");
        assertThat(fold.documents()).isEmpty();
        assertThat(fold.contexts()).isEmpty();
    }
}
