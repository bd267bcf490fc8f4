package dev.engram.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.ClientId;
import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.events.StudyOptions;
import dev.engram.events.Tag;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.learner.CardWeek;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.HeldCard;
import dev.engram.projections.query.LapsedCards;
import dev.engram.projections.query.LearnerCardQueries;
import dev.engram.projections.query.LearnerCardQueries.CohortMember;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.ReviewSpan;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ProjectionQueries} does. How long a successful wait takes is not asserted. */
public abstract class ProjectionQueriesConformance {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final Random random = new Random();
    private final LearnerId learner = Generate.learnerId(random);
    private final LearnerId stranger = Generate.learnerId(random);
    private final CardId card = Generate.cardId(random);
    private final CardId second = Generate.cardId(random);
    private final DeckId deck = new DeckId(UUID.randomUUID());

    protected abstract ProjectionQueries queries();

    /** Appends events of one learner to what the queries fold. @return the position of the last */
    protected abstract Position append(List<? extends LearnerEvent> events);

    /** Appends events of one deck to what the queries fold. @return the position of the last version */
    protected abstract Position appendDeck(List<? extends DeckEvent> events);

    private void given(List<? extends LearnerEvent> events) {
        contained(append(events));
    }

    private void givenDeck(List<? extends DeckEvent> events) {
        contained(appendDeck(events));
    }

    private void contained(Position position) {
        assertThat(queries().await(position, LONGEST)).isEqualTo(new CatchUpResult(true, false));
    }

    private boolean isReached(Position position) {
        return queries().await(position, Duration.ofMillis(200)).caughtUp();
    }

    private <T> T learners(Function<LearnerCardQueries, T> question) {
        return queries().within(scope -> question.apply(scope.learners()));
    }

    private void look(Consumer<ReadScope> assertion) {
        queries().<Boolean>within(scope -> {
            assertion.accept(scope);
            return true;
        });
    }

    @Test
    void shouldShowOneStatePerAnsweredCardAndItsWholeHistory() {
        // given
        var reviews = Generate.reviewsOf(learner, card, 7, random);
        given(reviews);
        given(Generate.reviewsOf(learner, second, 1, random));
        given(Generate.reviewsOf(stranger, card, 2, random));

        // when
        var states = learners(found -> found.states(learner, new CardSelection.All()));
        var one = learners(found -> found.card(learner, card));

        // then
        assertThat(states.states()).containsOnlyKeys(card, second);
        assertThat(states.quarantined()).isEmpty();
        assertThat(one.card().state()).isEqualTo(states.states().get(card));
        assertThat(one.card().history().recorded().values()).containsExactlyInAnyOrderElementsOf(reviews);
    }

    @Test
    void shouldAddUpWhatAllLearnersAnsweredOfCardsByWeekPeopleAndSimulatedLearnersApart() {
        // given
        var simulated = new LearnerId(Ids.v8(UUID.randomUUID(), "simulated"));
        var counted = new ArrayList<ReviewRecorded>();
        for (var somebody : List.of(learner, stranger, simulated)) {
            for (var about : List.of(card, second)) {
                var reviews = Generate.reviewsOf(somebody, about, 6, random);
                given(reviews);
                counted.addAll(
                        reviews.stream().filter(review -> !review.practice()).toList());
            }
        }
        // when
        long all = 1_000_000;
        var people = learners(found -> found.weeks(List.of(card, second), false, all));
        var others = learners(found -> found.weeks(List.of(card, second), true, all));
        // then
        assertThat(people)
                .isSortedAccordingTo(
                        Comparator.comparing((CardWeek week) -> week.card().toString())
                                .thenComparing(CardWeek::week));
        for (var about : List.of(card, second)) {
            assertThat(answers(people, about))
                    .isEqualTo(counted.stream()
                            .filter(review -> review.cardId().equals(about)
                                    && !review.stamp().learnerId().equals(simulated))
                            .count());
            assertThat(answers(others, about))
                    .isEqualTo(counted.stream()
                            .filter(review -> review.cardId().equals(about)
                                    && review.stamp().learnerId().equals(simulated))
                            .count());
        }
        // and up to a week
        long last = people.stream().mapToLong(CardWeek::week).max().orElseThrow();
        var before = learners(found -> found.weeks(List.of(card, second), false, last));
        assertThat(before)
                .isEqualTo(people.stream().filter(week -> week.week() < last).toList());
        var ofSecond = learners(found -> found.weeks(List.of(second), false, all));
        assertThat(ofSecond)
                .isEqualTo(people.stream()
                        .filter(week -> week.card().equals(second))
                        .toList());
        Instant dataUpTo = learners(found -> found.dataUpTo());
        assertThat(dataUpTo).isNotNull();
    }

    private static long answers(List<CardWeek> weeks, CardId card) {
        return weeks.stream()
                .filter(week -> week.card().equals(card))
                .mapToLong(week -> week.counts().answers())
                .sum();
    }

    @Test
    void shouldShowANewStateForACardNeverAnswered() {
        // given
        given(Generate.reviewsOf(learner, second, 1, random));

        // when
        var one = learners(found -> found.card(learner, card));

        // then
        assertThat(one.card().state().isNew()).isTrue();
        assertThat(one.quarantined()).isNull();
        assertThat(one.context().planChange()).isNull();
        look(scope -> assertThat(scope.learners().dataUpTo(learner)).isNotNull());
    }

    @Test
    void shouldShowStatesAsOfAPastMomentWithoutLaterRetractedAnswers() {
        // given
        var reviews = Generate.reviewsOf(learner, card, 9, random).stream()
                .sorted(Comparator.comparing(ReviewRecorded::stamp))
                .toList();
        var retracted = reviews.get(1);
        given(reviews);
        given(List.of(new ReviewRetracted(stamp(1), card, retracted.stamp().eventId())));
        var moment = reviews.get(4).stamp().at();

        // when
        var past = learners(found -> found.states(learner, new CardSelection.AsOf(moment)));
        var latest =
                learners(found -> found.states(learner, new CardSelection.AsOf(Instant.parse("9000-01-01T00:00:00Z"))));

        // then
        var counting = reviews.stream()
                .filter(review -> review != retracted && !review.stamp().at().isAfter(moment))
                .toList();
        assertThat(past.states().get(card))
                .isEqualTo(CardFold.fold(CardHistory.EMPTY.applyAll(counting), Plan.DEFAULT, LearnerCalendar.DEFAULT));
        assertThat(latest).isEqualTo(learners(found -> found.states(learner, new CardSelection.All())));
    }

    @Test
    void shouldShowEveryStateUnderTheLatestPlan() {
        // given
        given(Generate.reviewsOf(learner, card, 5, random));
        var before = learners(found -> found.states(learner, new CardSelection.All()));

        // when
        given(List.of(new PlanChanged(stamp(1), ambitious())));

        // then
        var after = learners(found -> found.states(learner, new CardSelection.All()));
        var one = learners(found -> found.card(learner, card));
        assertThat(before.context().plan()).isEqualTo(Plan.DEFAULT);
        assertThat(after.context().plan()).isEqualTo(ambitious());
        assertThat(after.states().get(card))
                .isEqualTo(CardFold.fold(one.card().history(), ambitious(), LearnerCalendar.DEFAULT))
                .isEqualTo(one.card().state());
    }

    @Test
    void shouldTakeTheLastMembershipInTheLearnersOrder() {
        // given
        var left = new DeckId(Ids.v7());
        var joined = new DeckId(Ids.v7());

        // when
        given(List.of(new DeckLeft(stamp(2), left), new DeckJoined(stamp(1), left), new DeckJoined(stamp(3), joined)));

        // then
        var context = learners(found -> found.context(learner));
        assertThat(context.isMember(left, true)).isFalse();
        assertThat(context.isMember(joined, false)).isTrue();
        assertThat(context.isMember(deck, true)).isTrue();
        assertThat(context.isMember(deck, false)).isFalse();
    }

    @Test
    void shouldFindTheMembersOfACohort() {
        // given
        var cohort = new CohortId(UUID.randomUUID());
        var other = new CohortId(UUID.randomUUID());
        var joined = stamp(1);
        given(List.of(new CohortJoined(joined, cohort), new CohortLeft(stamp(2), other)));
        given(List.of(new CohortLeft(stamp(stranger, 2), cohort), new CohortJoined(stamp(stranger, 1), cohort)));
        given(List.of(new CohortJoined(stamp(stranger, 3), other)));
        var both = new CohortId(UUID.randomUUID());
        given(List.of(new CohortJoined(stamp(4), both)));
        given(List.of(new CohortJoined(stamp(stranger, 4), both)));

        // when
        var members = learners(found -> found.members(cohort, 10));
        var others = learners(found -> found.members(other, 10));
        var oneOfTwo = learners(found -> found.members(both, 1));
        var unknown = learners(found -> found.members(new CohortId(UUID.randomUUID()), 10));
        var joinedCohorts = learners(found -> found.context(learner)).memberCohorts();

        // then
        assertThat(members).containsExactly(new CohortMember(learner, joined.at()));
        assertThat(others).extracting(CohortMember::learnerId).containsExactly(stranger);
        assertThat(oneOfTwo).hasSize(1);
        assertThat(unknown).isEmpty();
        assertThat(joinedCohorts).containsExactlyInAnyOrder(cohort, both);
    }

    @Test
    void shouldCountAndFindRecordedEvents() {
        // given
        var reviews = Generate.reviewsOf(learner, card, 3, random);
        var retraction =
                new ReviewRetracted(stamp(1), card, reviews.getFirst().stamp().eventId());
        given(reviews);
        given(List.of(retraction));
        var present = reviews.getLast().stamp().eventId();
        var retracting = retraction.stamp().eventId();

        // when
        var found = learners(cards ->
                cards.recorded(Map.of(learner, Map.of(card, Set.of(present, new EventId(Ids.v7()), retracting)))));

        // then
        var asked = CardHistory.EMPTY.applyAll(List.of(reviews.getLast(), retraction));
        var lastReviewAt =
                learners(cards -> cards.card(learner, card)).card().state().lastReviewAt();
        assertThat(found.facts())
                .containsExactly(
                        Map.entry(new LearnerCardKey(learner, card), new RecordedFacts(2, 0, 4, lastReviewAt, asked)));
        assertThat(found.erased()).isEmpty();
        assertThat(found.withGoals()).isEmpty();
    }

    @Test
    void shouldFindWhatSeveralLearnersHaveRecordedAtOnce() {
        // given: the same card, and the same id at both; one has a goal, another was erased
        var own = Generate.reviewsOf(learner, card, 3, random);
        var others = Generate.reviewsOf(stranger, card, 2, random);
        var erased = Generate.learnerId(random);
        given(own);
        given(others);
        given(List.of(new PlanChanged(stamp(stranger, 1), withGoal())));
        given(Generate.reviewsOf(erased, card, 1, random));
        given(List.of(new LearnerErased(stamp(erased, 1))));
        var asked = Map.of(
                card,
                Set.of(
                        own.getFirst().stamp().eventId(),
                        others.getFirst().stamp().eventId()));

        // when
        var found = learners(cards -> cards.recorded(Map.of(
                learner, asked, stranger, asked, erased, asked, Generate.learnerId(random), Map.of(second, Set.of()))));

        // then
        var first = found.facts().get(new LearnerCardKey(learner, card));
        var other = found.facts().get(new LearnerCardKey(stranger, card));
        assertThat(found.facts()).hasSize(2);
        assertThat(first.facts()).isEqualTo(3);
        assertThat(first.asked()).isEqualTo(CardHistory.EMPTY.apply(own.getFirst()));
        assertThat(other.facts()).isEqualTo(2);
        assertThat(other.asked()).isEqualTo(CardHistory.EMPTY.apply(others.getFirst()));
        assertThat(found.erased()).containsExactly(erased);
        assertThat(found.withGoals()).containsExactly(stranger);
    }

    private static Plan withGoal() {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion(),
                new StudyOptions(
                        StudyOptions.ReviewOrder.DUE,
                        List.of(new StudyOptions.RetentionGoal(null, new Tag("ML"), 0.95)),
                        List.of(),
                        StudyOptions.Fitting.OFF));
    }

    @Test
    void shouldFindTheCardsThatHoldAReview() {
        // given
        var reviews = Generate.reviewsOf(learner, card, 3, random);
        given(reviews);
        given(Generate.reviewsOf(stranger, second, 2, random));
        var held = reviews.get(1).stamp().eventId();

        // when
        var holders = learners(cards -> cards.holders(learner, Set.of(held, new EventId(Ids.v7()))));

        // then
        assertThat(holders).containsExactly(Map.entry(held, Set.of(card)));
        Map<EventId, Set<CardId>> ofStranger = learners(cards -> cards.holders(stranger, Set.of(held)));
        assertThat(ofStranger).isEmpty();
    }

    @Test
    void shouldHandOverTheCardsWithConflictsInOrder() {
        // given: two cards with a conflict, one without
        var inConflict = Stream.generate(() -> Generate.cardId(random))
                .limit(2)
                .sorted(Comparator.comparing(CardId::toString))
                .toList();
        inConflict.forEach(ofCard -> {
            var review = Generate.reviewsOf(learner, ofCard, 1, random).getFirst();
            given(List.of(review, Generate.otherVersion(review, 1)));
        });
        given(Generate.reviewsOf(learner, card, 2, random));

        // when
        var all = new ArrayList<CardId>();
        var fromSecond = new ArrayList<CardId>();
        var first = new ArrayList<CardId>();
        learners(cards -> {
            cards.eachCardInConflict(
                    learner, null, found -> all.add(found.card().key().cardId()));
            cards.eachCardInConflict(
                    learner,
                    inConflict.getLast(),
                    found -> fromSecond.add(found.card().key().cardId()));
            cards.eachCardInConflict(learner, null, found -> {
                first.add(found.card().key().cardId());
                return false;
            });
            return true;
        });

        // then
        assertThat(all).isEqualTo(inConflict);
        assertThat(fromSecond).containsExactly(inConflict.getLast());
        assertThat(first).containsExactly(inConflict.getFirst());
    }

    @Test
    void shouldShowReviewsByTimeAcrossCardsPageByPage() {
        // given
        var reviews = new ArrayList<>(Generate.reviewsOf(learner, card, 12, random));
        reviews.addAll(Generate.reviewsOf(learner, second, 12, random));
        var retracted = reviews.getFirst();
        given(reviews);
        given(List.of(new ReviewRetracted(stamp(1), card, retracted.stamp().eventId())));
        given(Generate.reviewsOf(stranger, card, 2, random));
        var ordered = reviews.stream()
                .sorted(Comparator.comparing(ReviewSpan.Place::of))
                .toList();
        var from = ordered.get(20).stamp().at();
        var to = ordered.get(1).stamp().at();

        // when
        var found = new ArrayList<ReviewSpan.Found>();
        for (boolean more = true; more; ) {
            var before =
                    found.isEmpty() ? null : ReviewSpan.Place.of(found.getLast().review());
            var page = learners(cards -> cards.reviews(learner, new ReviewSpan(from, to, before, 5)));
            found.addAll(page);
            more = page.size() == 5;
        }

        // then
        assertThat(found)
                .extracting(ReviewSpan.Found::review)
                .containsExactlyElementsOf(ordered.stream()
                        .filter(review -> !review.stamp().at().isBefore(from)
                                && review.stamp().at().isBefore(to))
                        .toList());
        assertThat(found)
                .allSatisfy(each ->
                        assertThat(each.retracted()).isEqualTo(each.review().equals(retracted)));
    }

    @Test
    void shouldNotCallAReviewRetractedByARetractionThatDoesNotCount() {
        // given: another event has the id of the retraction, and the server took it before
        var review = Generate.reviewsOf(learner, card, 1, random).getFirst();
        var retraction = new ReviewRetracted(stamp(5), card, review.stamp().eventId());
        var earlier = retraction.stamp().withReceivedAt(AT);
        given(List.of(
                review,
                retraction,
                Generate.receivedAt(Generate.reviewsOf(learner, card, 1, random).getFirst(), AT)
                        .with(earlier, Set.of())));
        var all = new ReviewSpan(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null, 5);
        // when
        var found = learners(cards -> cards.reviews(learner, all));
        // then
        assertThat(found)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.retracted()).isFalse());
        assertThat(learners(cards -> cards.card(learner, card)).card().history().retracted())
                .isEmpty();
    }

    @Test
    void shouldFindTheCardsThatWereForgottenMoreOftenThanPredicted() {
        // given
        given(answers(card, Rating.GOOD, 6));
        given(answers(second, Rating.AGAIN, 6));

        // when
        var lapses = learners(found -> found.lapses(learner, 0.05));
        var derived = learners(found -> found.card(learner, second)).card().lapseTest();

        // then
        assertThat(lapses).isEqualTo(new LapsedCards(0.05, List.of(new LapsedCards.Card(second, derived)), 2));
        assertThat(lapses.leeches()).containsExactly(new LapsedCards.Leech(second, derived, 2 * derived.tail()));
        assertThat(learners(found -> found.lapses(stranger, 0.05)).leeches()).isEmpty();
    }

    /** One answer a day: the first is GOOD, the others {@code rating}. */
    private List<ReviewRecorded> answers(CardId of, Rating rating, int days) {
        var generated = Generate.reviewsOf(learner, of, days, random);
        var answers = new ArrayList<ReviewRecorded>();
        for (int day = 0; day < days; day++) {
            var review = generated.get(day);
            var at = Instant.parse("2026-03-02T12:00:00Z").plus(Duration.ofDays(day));
            var stamp = review.stamp();
            answers.add(new ReviewRecorded(
                    new Stamp(stamp.eventId(), learner, at, ZoneOffset.UTC, stamp.clientId(), day, at),
                    of,
                    1,
                    day == 0 ? Rating.GOOD : rating,
                    null,
                    null,
                    null,
                    null,
                    false,
                    Origin.LIVE,
                    null,
                    Set.of()));
        }
        return answers;
    }

    @Test
    void shouldNameAPositionThatLiesAfterWhatIsHeld() {
        // given
        var appended = append(Generate.reviewsOf(learner, card, 3, random));
        contained(appended);
        var last = appended.reviews().firstEntry();

        // when
        var passed = learners(found -> found.passed(List.of(learner)));

        // then
        assertThat(passed.reviews()).containsKey(last.getKey());
        assertThat(passed.reviews().get(last.getKey())).isGreaterThanOrEqualTo(last.getValue());
    }

    @Test
    void shouldNotClaimToHaveReachedWhatWasNeverAppended() {
        // given
        var position = append(Generate.reviewsOf(learner, card, 1, random));
        contained(position);
        var place = position.reviews().firstEntry();
        var version = appendDeck(created());
        contained(version);

        // when
        var future = Position.reviews(place.getKey().topicId(), place.getKey().partition(), place.getValue() + 1_000);
        var ofAnotherTopic = Position.reviews("another", place.getKey().partition(), place.getValue());

        // then
        assertThat(isReached(position.and(version))).isTrue();
        assertThat(isReached(future)).isFalse();
        assertThat(isReached(ofAnotherTopic)).isFalse();
        assertThat(isReached(version.and(future))).isFalse();
        assertThat(isReached(position.and(Position.deck(deck, 2)))).isFalse();
        assertThat(isReached(Position.reviews(place.getKey().topicId(), 9_999, 1)))
                .isFalse();
    }

    @Test
    void shouldReachAVersionOnlyWithAllItsEvents() {
        // given
        givenDeck(created());

        // when: the last event of version 2 is still under way
        appendDeck(List.of(new CardRetired(commit(2, 0, 2), second)));

        // then
        assertThat(isReached(Position.deck(deck, 2))).isFalse();
        givenDeck(List.of(new CardRevised(commit(2, 1, 2), card, 2, content("late"))));
    }

    @Test
    void shouldFindDecksByOwnerAndByIdEachOnce() {
        // given
        givenDeck(created());
        var expected = new CatalogueDeck(deck, learner, List.of("ML", "Basics"), "Basics", 1);

        // when, then
        look(scope -> assertThat(scope.catalogue().decks(learner, Set.of(deck))).containsExactly(expected));
        look(scope -> assertThat(scope.catalogue().decks(stranger, Set.of(deck, new DeckId(Ids.v7()))))
                .containsExactly(expected));
        look(scope -> assertThat(scope.catalogue().decks(stranger, Set.of())).isEmpty());
    }

    private static List<CardId> eachLive(ReadScope scope, DeckId deck, @Nullable Tag tag) {
        var ids = new ArrayList<CardId>();
        scope.catalogue().eachLive(deck, tag, ids::addAll);
        return ids;
    }

    private static Map<CardId, List<Tag>> eachTags(ReadScope scope, Set<DeckId> decks) {
        var tags = new HashMap<CardId, List<Tag>>();
        scope.catalogue().eachTags(decks, (card, found) -> tags.put(card, found) == null);
        return tags;
    }

    @Test
    void shouldOfferLiveCardsAsTheyAreTodayButHoldRetiredOnesToo() {
        // given
        givenDeck(created());
        givenDeck(List.of(
                new CardRevised(commit(2, 0, 2), card, 2, content("rnn", "ml::deep")),
                new CardRetired(commit(2, 1, 2), second)));

        // when, then
        var decks = Set.of(deck, new DeckId(Ids.v7()));
        look(scope -> assertThat(eachLive(scope, deck, null)).containsExactly(card));
        look(scope -> assertThat(eachLive(scope, deck, new Tag("ML"))).containsExactly(card));
        look(scope -> assertThat(eachLive(scope, deck, new Tag("deep"))).isEmpty());
        look(scope -> assertThat(scope.catalogue().countLive(decks, 9)).isOne());
        look(scope -> assertThat(scope.catalogue().countLive(Set.of(), 9)).isZero());
        look(scope -> assertThat(scope.catalogue().contents(Set.of(card, Generate.cardId(random))))
                .isEqualTo(Map.of(card, new HeldCard(card, deck, 2, content("rnn", "ml::deep")))));
        look(scope -> assertThat(eachTags(scope, decks))
                .isEqualTo(Map.of(card, content("rnn", "ml::deep").tags())));
        look(scope -> assertThat(eachTags(scope, Set.of())).isEmpty());
        look(scope -> assertThat(scope.catalogue().tags(Set.of(card, second, Generate.cardId(random))))
                .isEqualTo(Map.of(
                        card, content("rnn", "ml::deep").tags(),
                        second, List.of())));
        look(scope -> assertThat(scope.catalogue().held(Set.of(card, second, Generate.cardId(random))))
                .isEqualTo(Map.of(card, deck, second, deck)));
    }

    @Test
    void shouldOfferARetiredCardAgainThatIsRevised() {
        // given
        givenDeck(created());
        givenDeck(List.of(new CardRetired(commit(2, 0, 2), card), new CardRetired(commit(2, 1, 2), second)));
        // when
        givenDeck(List.of(new CardRevised(commit(3, 0, 1), card, 2, content("rnn", "ml::deep"))));
        // then
        look(scope -> assertThat(eachLive(scope, deck, null)).containsExactly(card));
    }

    @Test
    void shouldCountAnOwnerAsAMemberUntilLeavingAndOthersFromJoiningOn() {
        // given
        givenDeck(created());
        assertThat(memberDecks(learner)).containsExactly(deck);
        assertThat(memberDecks(stranger)).isEmpty();

        // when
        given(List.of(new DeckLeft(stamp(1), deck)));
        given(List.of(new DeckJoined(stamp(stranger, 1), deck)));

        // then
        assertThat(memberDecks(learner)).isEmpty();
        assertThat(memberDecks(stranger)).containsExactly(deck);
    }

    private List<DeckId> memberDecks(LearnerId of) {
        return queries().within(scope -> scope.memberDecks(of)).stream()
                .map(CatalogueDeck::deckId)
                .toList();
    }

    private Stamp stamp(int second) {
        return stamp(learner, second);
    }

    private static Stamp stamp(LearnerId of, int second) {
        var at = AT.plusSeconds(second);
        return new Stamp(new EventId(Ids.v7()), of, at, ZoneOffset.UTC, new ClientId("server"), 0, at);
    }

    private List<DeckEvent> created() {
        return List.of(
                new DeckCreated(commit(1, 0, 3), learner, List.of("ML", "Basics"), "Basics"),
                new CardAdded(commit(1, 1, 3), card, 1, 0, content("cnn")),
                new CardAdded(commit(1, 2, 3), second, 1, 1, content()));
    }

    private CommitStamp commit(long version, int index, int size) {
        return new CommitStamp(deck, version, index, size, learner, AT);
    }

    private static CardContent content(String... tags) {
        return new CardContent("Why?", null, Stream.of(tags).map(Tag::new).toList(), null, null);
    }

    private static Plan ambitious() {
        var plan = Plan.DEFAULT;
        return new Plan(
                0.97,
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion());
    }
}
