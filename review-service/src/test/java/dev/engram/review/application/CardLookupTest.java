package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatalogueQueries;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.review.application.HeldCards.Question;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CardLookupTest {
    private final InMemoryProjectionQueries held = new InMemoryProjectionQueries();
    private final Gate gate = new Gate();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private final CardLookup lookup =
            new CardLookup(new EntryQueries(gate, new CircuitBreaker("database", clock, Duration.ofNanos(1))));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DeckId deck = new DeckId(Ids.v7());
    private final CardId card = new CardId(Ids.v7());

    /** Lets questions through one at a time, as the test says, and counts them. */
    private final class Gate implements ProjectionQueries {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger decksAsked = new AtomicInteger();
        private final Semaphore open = new Semaphore(0);
        private volatile int failing;

        @Override
        public <T> T within(Function<ReadScope, T> question) {
            int number = begun.incrementAndGet();
            open.acquireUninterruptibly();
            if (number == failing) {
                throw new IllegalStateException("no answer");
            }
            return held.within(scope -> question.apply(new ReadScope(scope.learners(), counted(scope.catalogue()))));
        }

        private CatalogueQueries counted(CatalogueQueries catalogue) {
            return (CatalogueQueries) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {CatalogueQueries.class}, (_, method, arguments) -> {
                        if (method.getName().equals("held")) {
                            decksAsked.incrementAndGet();
                        }
                        return method.invoke(catalogue, arguments);
                    });
        }

        @Override
        public CatchUpResult await(Position after, Duration atMost) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void deck() {
        var author = learner();
        held.appendDeck(List.of(
                new DeckCreated(new CommitStamp(deck, 1, 0, 2, author, clock.instant()), author, List.of("ML"), "ML"),
                new CardAdded(
                        new CommitStamp(deck, 1, 1, 2, author, clock.instant()),
                        card,
                        1,
                        0,
                        new CardContent("Why?", null, List.of(), null, null))));
    }

    @AfterEach
    void close() {
        gate.open.release(1_000);
        threads.close();
    }

    private static LearnerId learner() {
        return new LearnerId(Ids.v7());
    }

    private Stamp stamp(LearnerId learner) {
        var now = clock.instant();
        return new Stamp(new EventId(Ids.v7()), learner, now, ZoneOffset.UTC, new ClientId("phone"), 0, now);
    }

    private ReviewRecorded review(LearnerId learner, CardId of) {
        return new ReviewRecorded(
                stamp(learner), of, 0, Rating.GOOD, null, null, null, null, false, Origin.LIVE, null, Set.of());
    }

    private Question question(ReviewRecorded... reviews) {
        var items = Stream.of(reviews).<BatchItem>map(BatchItem.Readable::new).toList();
        return new Question(reviews[0].stamp().learnerId(), AdmittedBatch.of(items));
    }

    private Future<HeldCards> asked(Question question) {
        return threads.submit(() -> lookup.of(question));
    }

    /** Asks, and comes back when the first question is under way. */
    private Future<HeldCards> underWay() {
        var first = asked(question(review(learner(), card)));
        await().until(() -> gate.begun.get() == 1);
        return first;
    }

    @Test
    void shouldAskForThoseWhoArriveMeanwhileTogetherAndAnswerEachItsOwn() throws Exception {
        // given
        var other = new CardId(Ids.v7());
        var known = review(learner(), card);
        held.append(List.of(known));
        var erased = learner();
        held.append(List.of(new LearnerErased(stamp(erased))));
        var first = underWay();
        // when
        var duplicate = asked(question(known));
        var fresh = asked(question(review(learner(), card), review(learner(), card)));
        var unheld = asked(question(review(learner(), other)));
        var gone = asked(question(review(erased, card)));
        await().until(() -> lookup.waiting() == 4);
        gate.open.release(2);
        // then
        assertThat(first.get().decks()).containsEntry(card, deck);
        assertThat(duplicate.get().of(card).asked().holds(known)).isTrue();
        assertThat(fresh.get().of(card).facts()).isZero();
        assertThat(unheld.get().decks()).isEmpty();
        assertThat(gone.get().isErased()).isTrue();
        assertThat(gate.begun).hasValue(2);
    }

    @Test
    void shouldAskForThemselvesWhereAnAnswerNeedsMoreThanWhatIsAskedTogether() throws Exception {
        // given
        var withGoal = learner();
        held.append(List.of(new PlanChanged(stamp(withGoal), goal())));
        var back = review(learner(), card);
        held.append(List.of(back));
        var first = underWay();
        // when
        var goal = asked(question(review(withGoal, card)));
        var retraction = new ReviewRetracted(
                stamp(back.stamp().learnerId()), card, back.stamp().eventId());
        var takenBack = asked(
                new Question(back.stamp().learnerId(), AdmittedBatch.of(List.of(new BatchItem.Readable(retraction)))));
        var many = asked(question(Stream.generate(() -> review(learner(), new CardId(Ids.v7())))
                .limit(21)
                .toArray(ReviewRecorded[]::new)));
        gate.open.release(5);
        // then
        assertThat(first.get().goals()).isEmpty();
        assertThat(goal.get().goals()).containsOnlyKeys(card);
        assertThat(takenBack.get().holders()).containsEntry(back.stamp().eventId(), Set.of(card));
        assertThat(many.get().isRead()).isTrue();
    }

    private Plan goal() {
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
                        List.of(new RetentionGoal(deck, null, 0.8)),
                        List.of(),
                        StudyOptions.Fitting.OFF));
    }

    @Test
    void shouldHoldNothingForThoseWhoseQuestionFailedOnly() throws Exception {
        // given
        gate.failing = 2;
        var first = underWay();
        // when
        var second = asked(question(review(learner(), card)));
        var third = asked(question(review(learner(), card)));
        await().until(() -> lookup.waiting() == 2);
        gate.open.release(2);
        // then
        assertThat(first.get().isRead()).isTrue();
        assertThat(second.get()).isEqualTo(HeldCards.UNKNOWN);
        assertThat(third.get()).isEqualTo(HeldCards.UNKNOWN);
    }

    @Test
    void shouldAskForTheDeckOfACardOnceItIsHeldNoMore() {
        // given
        gate.open.release(3);
        var unheld = new CardId(Ids.v7());
        // when
        lookup.of(question(review(learner(), card)));
        var again = lookup.of(question(review(learner(), card)));
        lookup.of(question(review(learner(), unheld)));
        // then
        assertThat(again.decks()).containsEntry(card, deck);
        assertThat(gate.decksAsked).hasValue(2);
    }
}
