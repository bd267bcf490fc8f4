package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.events.Tag;
import dev.engram.events.topic.Topics;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.review.application.BatchItem.Readable;
import dev.engram.review.application.BatchItem.Unreadable;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.ItemOutcome;
import dev.engram.review.domain.ItemOutcome.Accepted;
import dev.engram.review.domain.ItemOutcome.Duplicate;
import dev.engram.review.domain.ItemOutcome.Rejected;
import dev.engram.review.domain.OutcomeFlag;
import dev.engram.review.domain.Refusal;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.testing.Generate;
import dev.engram.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewRecorderTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String TOKEN = "token";

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final CallerToken caller = new CallerToken(learner, TOKEN);
    private final CardId card = new CardId(Ids.v7());
    private final MovableClock clock = new MovableClock();
    private final InMemoryProjectionQueries queries = new InMemoryProjectionQueries();
    private final InMemoryLog log = new InMemoryLog(queries);
    private final StubDirectory directory = new StubDirectory();
    private final EntryQueries entry = new EntryQueries(queries, new CircuitBreaker("database", clock, PAUSE));
    private final CardVerification cards = new CardVerification(
            directory, directory.visible(clock, PAUSE), new CircuitBreaker("cards", clock, PAUSE), clock);
    private final ReviewRecorder recorder =
            new ReviewRecorder(new ReviewLog(log, Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC), cards, entry);

    @BeforeEach
    void know() {
        directory.knows(card);
    }

    private Readable review() {
        return review(card, new EventId(Ids.v7()));
    }

    private Readable review(CardId ofCard, EventId id) {
        return new Readable(new ReviewRecorded(
                new Stamp(
                        id,
                        learner,
                        clock.instant().minusSeconds(60),
                        ZoneOffset.UTC,
                        new ClientId("phone"),
                        0,
                        clock.instant()),
                ofCard,
                0,
                Rating.GOOD,
                null,
                null,
                null,
                null,
                false,
                Origin.LIVE,
                null,
                Set.of()));
    }

    private List<Readable> reviews(int count) {
        return Stream.generate(this::review).limit(count).toList();
    }

    private List<ItemOutcome> outcomes(BatchItem... items) {
        return recorder.record(caller, List.of(items)).outcomes();
    }

    @Test
    void shouldAppendOnlyWhatIsGoodAndAnswerInTheOrderOfTheBatch() {
        // given
        var bad = new Unreadable("x", Refusal.invalidField("rating", "must be given"));
        var good = review();

        // when
        var outcome = recorder.record(caller, List.of(bad, good));

        // then
        assertThat(outcome.outcomes()).containsExactly(new Rejected(bad.refusal()), Accepted.WITHOUT_FLAGS);
        assertThat(queries.events())
                .extracting(event -> event.stamp().eventId())
                .containsExactly(good.event().stamp().eventId());
        assertThat(outcome.position()).hasToString("reviews-0@0.topic");
    }

    @Test
    void shouldAcknowledgeNothingWhenTheLogDoesNot() {
        // given
        log.goAway();

        // when, then
        assertThatThrownBy(() -> outcomes(review())).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void shouldNotTouchTheLogWhenNothingIsGood() {
        // given
        log.goAway();

        // when
        var outcome = recorder.record(caller, List.of(review(new CardId(Ids.v7()), new EventId(Ids.v7()))));

        // then
        assertThat(outcome.outcomes()).containsExactly(new Rejected(Refusal.unknownCard()));
        assertThat(outcome.position()).isNull();
    }

    @Test
    void shouldTakeAndFlagAReviewWhenOnlyTheLogIsThere() {
        // given
        queries.goAway();
        directory.goAway();

        // when
        var outcomes = outcomes(review());

        // then
        assertThat(outcomes).containsExactly(new Accepted(Set.of(OutcomeFlag.CARD_UNVERIFIED)));
        assertThat(flagsOfLast()).containsExactly(Flag.CARD_UNVERIFIED);
    }

    @Test
    void shouldRememberForAMomentThatADependencyIsAway() {
        // given
        queries.goAway();
        directory.goAway();
        outcomes(review());
        int asked = directory.questions();

        // when
        outcomes(review());
        int askedSoonAfter = directory.questions();
        clock.advance(PAUSE);
        outcomes(review());

        // then
        assertThat(askedSoonAfter).isEqualTo(asked);
        assertThat(directory.questions()).isEqualTo(asked + 1);
    }

    @Test
    void shouldNotFlagACardOnceVerifiedWhileEverythingElseIsAway() {
        // given
        outcomes(review());
        directory.goAway();
        queries.goAway();

        // when
        outcomes(review());

        // then
        assertThat(flagsOfLast()).isEmpty();
    }

    @Test
    void shouldAskTheCardServiceOnceForAllCardsOfABatchAndRememberItsAnswers() {
        // given
        var missing = new CardId(Ids.v7());
        var batch = new BatchItem[] {review(), review(missing, new EventId(Ids.v7()))};

        // when
        var first = outcomes(batch);
        var second = outcomes(batch);
        int asked = directory.questions();
        directory.knows(missing);
        clock.advance(Duration.ofSeconds(6));
        var later = outcomes(batch);

        // then
        assertThat(asked).isOne();
        assertThat(first).containsExactly(Accepted.WITHOUT_FLAGS, new Rejected(Refusal.unknownCard()));
        assertThat(second).containsExactly(Duplicate.WITHOUT_FLAGS, new Rejected(Refusal.unknownCard()));
        assertThat(later).containsExactly(Duplicate.WITHOUT_FLAGS, Accepted.WITHOUT_FLAGS);
    }

    @Test
    void shouldGiveARepeatedItemTheOutcomeOfItsFirstOccurrence() {
        // given
        var good = review();
        var unknown = review(new CardId(Ids.v7()), new EventId(Ids.v7()));

        // when
        var outcomes = outcomes(good, unknown, good, unknown);

        // then
        var rejected = new Rejected(Refusal.unknownCard());
        assertThat(outcomes).containsExactly(Accepted.WITHOUT_FLAGS, rejected, Duplicate.WITHOUT_FLAGS, rejected);
        assertThat(queries.events()).hasSize(1);
    }

    @Test
    void shouldTakeADifferingCopyWithinABatchAndSayThatThereIsAConflict() {
        // given
        var first = review();
        var review = (ReviewRecorded) first.event();
        var other = new Readable(new ReviewRecorded(
                review.stamp(), card, 0, Rating.AGAIN, null, null, null, null, false, Origin.LIVE, null, Set.of()));

        // when
        var outcomes = outcomes(first, other, first);

        // then
        var conflict = Set.of(OutcomeFlag.CONFLICT);
        assertThat(outcomes).containsExactly(new Accepted(conflict), new Accepted(conflict), new Duplicate(conflict));
        assertThat(queries.events()).containsExactly(first.event(), other.event());
    }

    @Test
    void shouldRefuseAnIdThatAnotherKindOfItemOfTheBatchHas() {
        // given
        var first = review();
        var second = review();
        var likeFirst = retraction(first.event().stamp(), new EventId(Ids.v7()));
        var likeSecond = retraction(second.event().stamp(), new EventId(Ids.v7()));

        // when
        var reviewFirst = outcomes(first, likeFirst);
        var retractionFirst = outcomes(likeSecond, second);

        // then
        assertThat(reviewFirst)
                .containsExactly(Accepted.WITHOUT_FLAGS, rejected("retractionId", "must not be the id of a review"));
        assertThat(retractionFirst.getLast()).isEqualTo(rejected("reviewId", "must not be the id of a retraction"));
    }

    @Test
    void shouldRefuseAnIdThatAnotherKindOfEventHasAlready() {
        // given
        var review = review();
        var retraction = retraction(stamp(1), id(review));
        outcomes(review, retraction);

        // when
        var outcomes = outcomes(
                retraction(review.event().stamp(), new EventId(Ids.v7())),
                review(card, retraction.event().stamp().eventId()));
        var ofItself = outcomes(retraction(review.event().stamp(), id(review)));

        // then
        assertThat(outcomes)
                .containsExactly(
                        rejected("retractionId", "must not be the id of a review"),
                        rejected("reviewId", "must not be the id of a retraction"));
        assertThat(ofItself).containsExactly(rejected("retractionId", "must not be the id of what it takes back"));
    }

    @Test
    void shouldAcceptADifferingCopyOfAKnownReviewAsAConflictAndKnowItThen() {
        // given
        var first = review();
        var other = new Readable(Generate.otherVersion((ReviewRecorded) first.event(), 1));
        outcomes(first);

        // when
        var differing = outcomes(other);
        var again = outcomes(other, first);

        // then
        var conflict = Set.of(OutcomeFlag.CONFLICT);
        assertThat(differing).containsExactly(new Accepted(conflict));
        assertThat(again).containsExactly(new Duplicate(conflict), new Duplicate(conflict));
        assertThat(queries.events()).containsExactly(first.event(), other.event());
    }

    @Test
    void shouldSayOnceMoreWhatIsKnownThoughItWasReceivedLaterAndFlagged() {
        // given
        var first = review();
        outcomes(first);
        clock.advance(Duration.ofHours(1));
        var review = (ReviewRecorded) first.event();
        var sentAgain = new Readable(Generate.receivedAt(review, clock.instant()));

        // when, then
        assertThat(outcomes(sentAgain)).containsExactly(Duplicate.WITHOUT_FLAGS);
    }

    @Test
    void shouldRefuseARetractionThatNamesAnotherCardThanItsReview() {
        // given
        var other = new CardId(Ids.v7());
        directory.knows(other);
        var review = review(other, new EventId(Ids.v7()));
        outcomes(review);

        // when
        var outcomes = outcomes(retraction(stamp(1), id(review)));

        // then
        assertThat(outcomes).containsExactly(rejected("cardId", "must be the card of what is taken back"));
    }

    @Test
    void shouldSayThatARetractionOfAnotherCardHasNoEffectOnceItsReviewIsKnown() {
        // given: the retraction arrives first, and names the wrong card
        var other = new CardId(Ids.v7());
        directory.knows(other);
        var review = review(other, new EventId(Ids.v7()));
        var retraction = retraction(stamp(1), id(review));
        var before = outcomes(retraction);

        // when
        var ofReview = outcomes(review);
        var after = outcomes(retraction);

        // then
        assertThat(before).containsExactly(new Accepted(Set.of(OutcomeFlag.TARGET_UNKNOWN)));
        assertThat(ofReview).containsExactly(Accepted.WITHOUT_FLAGS);
        assertThat(after).containsExactly(new Duplicate(Set.of(OutcomeFlag.OTHER_CARD)));
        assertThat(queries.card(learner, other).card().history().reviews()).hasSize(1);
    }

    @Test
    void shouldFlagWhatIsLateTakenBackAlreadyOrOfALostClock() {
        // given
        var last = review();
        var takenBack = review();
        outcomes(last, retraction(stamp(1), id(takenBack)));
        var late = at(clock.instant().minusSeconds(3_600));
        var lost = at(Instant.EPOCH.plusSeconds(60));

        // when
        var outcomes = outcomes(takenBack, late, lost);

        // then
        assertThat(outcomes)
                .containsExactly(
                        new Accepted(Set.of(OutcomeFlag.RETRACTED)),
                        new Accepted(Set.of(OutcomeFlag.LATE)),
                        new Accepted(Set.of(OutcomeFlag.CLOCK_DOUBTFUL)));
        var history = queries.card(learner, card).card().history();
        assertThat(history.recorded()).containsKey(id(lost));
        assertThat(history.reviews())
                .extracting(review -> review.stamp().eventId())
                .containsExactly(id(late), id(last));
    }

    @Test
    void shouldTakeAReviewAgainOnceOneOfAFullHistoryWasTakenBack() {
        // given
        var first = review();
        outcomes(first);
        for (int i = 0; i < 5; i++) {
            recorder.record(caller, List.copyOf(reviews(Admission.MOST_REVIEWS_OF_A_CARD / 5 - (i == 0 ? 1 : 0))));
        }
        var full = outcomes(review());

        // when
        outcomes(retraction(stamp(1), id(first)));
        var roomAgain = outcomes(review(), review());

        // then
        assertThat(full).containsExactly(new Rejected(Refusal.historyFull()));
        assertThat(roomAgain).containsExactly(Accepted.WITHOUT_FLAGS, new Rejected(Refusal.historyFull()));
    }

    private Readable at(Instant moment) {
        var review = (ReviewRecorded) review().event();
        var stamp = review.stamp();
        return new Readable(review.with(
                new Stamp(
                        stamp.eventId(),
                        learner,
                        moment,
                        stamp.utcOffset(),
                        stamp.clientId(),
                        stamp.clientSeq(),
                        stamp.receivedAt()),
                Set.of()));
    }

    private static EventId id(Readable item) {
        return item.event().stamp().eventId();
    }

    private Stamp stamp(long seq) {
        var now = clock.instant();
        return new Stamp(new EventId(Ids.v7()), learner, now, ZoneOffset.UTC, new ClientId("phone"), seq, now);
    }

    private Readable retraction(Stamp stamp, EventId review) {
        return new Readable(new ReviewRetracted(stamp, card, review));
    }

    private static Rejected rejected(String field, String rule) {
        return new Rejected(Refusal.invalidField(field, rule));
    }

    @Test
    void shouldRecordTheGoalOfEachCardWithoutReadingContents() {
        // given
        var tagged = new CardId(Ids.v7());
        directory.knows(tagged);
        var deck = new DeckId(Ids.v7());
        directory.knows(deck);
        queries.appendDeck(List.of(
                new DeckCreated(new CommitStamp(deck, 1, 0, 3, learner, clock.instant()), learner, List.of("a"), "a"),
                new CardAdded(new CommitStamp(deck, 1, 1, 3, learner, clock.instant()), card, 1, 0, content(List.of())),
                new CardAdded(
                        new CommitStamp(deck, 1, 2, 3, learner, clock.instant()),
                        tagged,
                        1,
                        1,
                        content(List.of(new Tag("ML::RNN"))))));
        var ofDeck = new RetentionGoal(deck, null, 0.8);
        // when
        queries.append(List.of(new PlanChanged(stamp(1), withGoals(List.of(ofDeck)))));
        outcomes(review());
        var byDeck = goalOfLast();
        clock.advance(Duration.ofSeconds(1));
        queries.append(List.of(new PlanChanged(
                stamp(2), withGoals(List.of(ofDeck, new RetentionGoal(null, new Tag("ML"), 0.95))))));
        outcomes(review(tagged, new EventId(Ids.v7())));
        // then
        assertThat(byDeck).isEqualTo(0.8);
        assertThat(goalOfLast()).isEqualTo(0.95);
        assertThat(queries.contentsRead()).isZero();
    }

    private static CardContent content(List<Tag> tags) {
        return new CardContent("Why?", null, tags, null, null);
    }

    private static Plan withGoals(List<RetentionGoal> goals) {
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
                new StudyOptions(StudyOptions.ReviewOrder.DUE, goals, List.of(), StudyOptions.Fitting.OFF));
    }

    private double goalOfLast() {
        var scheduler = ((ReviewRecorded) queries.events().getLast()).scheduler();
        return scheduler == null ? 0 : scheduler.desiredRetention();
    }

    @Test
    void shouldNameAPositionForABatchThatWasKnownAlready() {
        // given
        var review = review();
        var first = recorder.record(caller, List.of(review));

        // when
        var again = recorder.record(caller, List.of(review));
        queries.goAway();
        var refused =
                recorder.record(caller, List.of(new Unreadable(null, Refusal.invalidField("rating", "must be given"))));

        // then
        assertThat(again.outcomes()).containsExactly(Duplicate.WITHOUT_FLAGS);
        assertThat(again.position()).isEqualTo(first.position()).isNotNull();
        assertThat(refused.position()).isNull();
    }

    @Test
    void shouldTakeTheGoodCopyWhereABadOneCameBefore() {
        // given
        var good = review();
        var bad = new Unreadable(
                good.event().stamp().eventId().toString(), Refusal.invalidField("rating", "must be given"));

        // when
        var outcomes = outcomes(bad, good);

        // then
        assertThat(outcomes.getLast()).isEqualTo(Accepted.WITHOUT_FLAGS);
    }

    @Test
    void shouldStopAtAFullHistoryInTheMiddleOfABatch() {
        // given
        for (int i = 0; i < 5; i++) {
            recorder.record(caller, List.copyOf(reviews(Admission.MOST_REVIEWS_OF_A_CARD / 5 - (i == 0 ? 1 : 0))));
        }
        var other = new CardId(Ids.v7());
        directory.knows(other);

        // when
        var outcomes = outcomes(review(), review(), review(other, new EventId(Ids.v7())));

        // then
        assertThat(outcomes)
                .containsExactly(Accepted.WITHOUT_FLAGS, new Rejected(Refusal.historyFull()), Accepted.WITHOUT_FLAGS);
    }

    @Test
    void shouldTakeARetractionBeforeItsReviewAndOnce() {
        // given
        var stamp = new Stamp(
                new EventId(Ids.v7()),
                learner,
                clock.instant(),
                ZoneOffset.UTC,
                new ClientId("phone"),
                1,
                clock.instant());
        var retraction = new ReviewRetracted(stamp, card, new EventId(Ids.v7()));

        // when
        var first = recorder.record(caller, List.of(new Readable(retraction)));
        var second = recorder.record(caller, List.of(new Readable(retraction)));

        // then
        var unknown = Set.of(OutcomeFlag.TARGET_UNKNOWN);
        assertThat(first.outcomes()).containsExactly(new Accepted(unknown));
        assertThat(second.outcomes()).containsExactly(new Duplicate(unknown));
        assertThat(queries.events()).hasSize(1);
    }

    @Test
    void shouldTakeLateAnswersOfADeckThatIsNotSharedAnyMoreAndNoFirstOnes() {
        // given two cards that the catalogue holds, of which the learner has answered one
        var deck = new DeckId(Ids.v7());
        var never = new CardId(Ids.v7());
        var author = new LearnerId(UUID.randomUUID());
        var content = new CardContent("Why?", null, List.of(new Tag("x")), null, null);
        queries.appendDeck(List.of(
                new DeckCreated(new CommitStamp(deck, 1, 0, 3, author, clock.instant()), author, List.of("D"), "D"),
                new CardAdded(new CommitStamp(deck, 1, 1, 3, author, clock.instant()), card, 1, 0, content),
                new CardAdded(new CommitStamp(deck, 1, 2, 3, author, clock.instant()), never, 1, 1, content)));
        directory.knows(deck);
        var first = review();
        assertThat(outcomes(first)).containsExactly(Accepted.WITHOUT_FLAGS);
        assertThat(flagsOfLast()).isEmpty();

        // when
        directory.forgets(deck);
        clock.advance(VisibleDecks.FRESH);
        var outcomes = outcomes(
                first,
                review(),
                review(never, new EventId(Ids.v7())),
                review(new CardId(Ids.v7()), new EventId(Ids.v7())));

        // then
        var rejected = new Rejected(Refusal.unknownCard());
        assertThat(outcomes).containsExactly(Duplicate.WITHOUT_FLAGS, Accepted.WITHOUT_FLAGS, rejected, rejected);
    }

    private Set<Flag> flagsOfLast() {
        return ((ReviewRecorded) queries.events().getLast()).flags();
    }
}
