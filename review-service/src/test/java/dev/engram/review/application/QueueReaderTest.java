package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.events.topic.Topics;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.Position;
import dev.engram.review.application.queue.QueueOutcome;
import dev.engram.review.application.queue.QueueOutcome.Known;
import dev.engram.review.application.queue.QueueReader;
import dev.engram.review.application.queue.QueueReader.Wanted;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.scheduler.queue.QueueEntry.Kind;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueReaderTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Wanted ALL = wanted(null, null, 1_000);

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final CallerToken caller = new CallerToken(learner, "token");
    private final MovableClock clock = new MovableClock();
    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final ReviewLog log =
            new ReviewLog(new InMemoryLog(projections), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC);
    private final StubDirectory directory = new StubDirectory();
    private final VisibleDecks visible = directory.visible(clock, Duration.ZERO);
    private final DeckMemberships memberships = new DeckMemberships(
            log,
            new CardVerification(directory, visible, new CircuitBreaker("cards", clock, Duration.ZERO), clock),
            visible,
            new EntryQueries(projections, new CircuitBreaker("database", clock, Duration.ZERO)),
            projections,
            new DeckMemberships.Quota(40, 3),
            clock,
            LONGEST_WAIT);
    private final QueueReader queues = new QueueReader(
            projections,
            visible,
            new JobSlots("queue", new JobSlots.Limits(1, 0, 1, Duration.ZERO), new SimpleMeterRegistry()),
            clock,
            60,
            LONGEST_WAIT);

    private static Wanted wanted(@Nullable DeckId deck, @Nullable Tag tag, int limit) {
        return new Wanted(deck, tag, 0, QueueOrder.DUE, 0, limit, null);
    }

    private Known queue(Wanted wanted) {
        return (Known) queues.of(caller, wanted, Position.NONE);
    }

    private List<CardId> deck(String name, LearnerId owner, int cards, String tag) {
        var deck = new DeckId(Ids.v7());
        directory.knows(deck);
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(commit(deck, owner, 0, cards + 1), owner, List.of(name), name));
        for (int i = 0; i < cards; i++) {
            events.add(new CardAdded(
                    commit(deck, owner, i + 1, cards + 1),
                    new CardId(Ids.v7()),
                    1,
                    i,
                    new CardContent(name + i, null, List.of(new Tag(tag)), null, null)));
        }
        projections.appendDeck(events);
        return events.stream()
                .filter(CardAdded.class::isInstance)
                .map(event -> ((CardAdded) event).cardId())
                .toList();
    }

    private CommitStamp commit(DeckId deck, LearnerId owner, int index, int size) {
        return new CommitStamp(deck, 1, index, size, owner, clock.instant());
    }

    private void answered(CardId card, Rating rating) {
        var at = clock.instant();
        log.append(List.of(new ReviewRecorded(
                new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("phone"), 0, at),
                card,
                1,
                rating,
                null,
                null,
                null,
                null,
                false,
                Origin.LIVE,
                null,
                Set.of())));
    }

    private List<String> questions(Known answer) {
        return answer.items().stream()
                .map(item -> item.card().content().question())
                .toList();
    }

    @Test
    void shouldOfferDeckByDeckByPathAndNothingOfStrangers() {
        // given
        deck("b", learner, 2, "x");
        deck("a", learner, 1, "x");
        deck("c", new LearnerId(UUID.randomUUID()), 1, "x");

        // when
        var answer = queue(ALL);

        // then
        assertThat(questions(answer)).containsExactly("a0", "b0", "b1");
        assertThat(answer.reached().caughtUp()).isTrue();
    }

    @Test
    void shouldCountTheWholeThoughTheListIsCut() {
        // given
        deck("a", learner, 30, "x");

        // when
        var answer = queue(wanted(null, null, 3));

        // then: the plan allows 20 new cards a day
        assertThat(answer.items()).hasSize(3);
        assertThat(answer.queue().count(Kind.NEW)).isEqualTo(20);
    }

    @Test
    void shouldOfferAReviewOnItsDayEvenIfTheDailyNewCardsAreUsedUp() {
        // given
        var cards = deck("a", learner, 25, "x");
        cards.subList(0, 20).forEach(card -> answered(card, Rating.EASY));

        // when
        var today = queue(ALL);
        clock.advance(Duration.ofDays(9));
        var later = queue(ALL);

        // then
        assertThat(today.items()).isEmpty();
        assertThat(later.queue().count(Kind.REVIEW)).isEqualTo(20);
        assertThat(later.queue().count(Kind.NEW)).isEqualTo(5);
        assertThat(later.items().getFirst().retrievability()).isBetween(0.85, 0.95);
    }

    @Test
    void shouldGivePagesOfOneMomentThoughTimePassesAndCardsAreAnswered() {
        // given
        var cards = deck("a", learner, 25, "x");
        var first = queue(wanted(null, null, 7));

        // when
        clock.advance(Duration.ofHours(20));
        answered(cards.getFirst(), Rating.EASY);
        var second = queue(after(first, 7));
        var third = queue(after(second, 7));

        // then: the twenty of the day, each once
        assertThat(second.asOf()).isEqualTo(first.asOf());
        assertThat(Stream.of(first, second, third).flatMap(page -> questions(page).stream()))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "a" + i).toList());
        assertThat(third.next()).isNull();
    }

    @Test
    void shouldSkipNoCardWhenAnEarlierOneIsRetiredBetweenPages() {
        // given
        var cards = deck("a", learner, 6, "x");
        var first = queue(wanted(null, null, 3));
        // when
        retire(cards.getFirst());
        var second = queue(after(first, 10));
        // then
        assertThat(questions(second)).containsExactly("a3", "a4", "a5");
    }

    @Test
    void shouldSayThatThePageBeforeEndedAtACardThatIsGone() {
        // given
        var cards = deck("a", learner, 6, "x");
        var first = queue(wanted(null, null, 3));
        // when
        retire(cards.get(2));
        // then
        assertThat(queues.of(caller, after(first, 10), Position.NONE)).isEqualTo(new QueueOutcome.PlaceGone());
    }

    @Test
    void shouldGoOnFromAPageWithoutRoom() {
        // given
        deck("a", learner, 2, "x");
        // when
        var empty = queue(wanted(null, null, 0));
        var stillEmpty = queue(after(empty, 0));
        var rest = queue(after(stillEmpty, 2));
        // then
        assertThat(stillEmpty.items()).isEmpty();
        assertThat(questions(rest)).containsExactly("a0", "a1");
        assertThat(rest.next()).isNull();
        assertThat(queue(after(queue(wanted(null, null, 1)), 0)).next()).isNotNull();
    }

    @Test
    void shouldSayThatNothingFollowsAnEmptyQueueWhateverTheLimit() {
        assertThat(queue(wanted(null, null, 0)).next()).isNull();
    }

    private void retire(CardId card) {
        var stamp = new CommitStamp(deckId(List.of(card)), 2, 0, 1, learner, clock.instant());
        projections.appendDeck(List.of(new CardRetired(stamp, card)));
    }

    private static Wanted after(Known page, int limit) {
        return new Wanted(null, null, 0, QueueOrder.DUE, 0, limit, page.next());
    }

    @Test
    void shouldOfferTheNewCardsOfTheDaysAheadWithinTheLimitOfEach() {
        // given
        deck("a", learner, 50, "x");

        // when
        var answer = queue(new Wanted(null, null, 2, QueueOrder.DUE, 0, 1_000, null));

        // then
        assertThat(answer.queue().days()).extracting(day -> day.count(Kind.NEW)).containsExactly(20, 20, 10);
        assertThat(questions(answer))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "a" + i).toList());
        assertThat(answer.items().getLast().day())
                .isEqualTo(answer.queue().days().getLast().day());
    }

    @Test
    void shouldPreviewWhatAnAnswerAtThatMomentLeadsTo() {
        // given
        var card = deck("a", learner, 1, "x").getFirst();
        var preview = queue(ALL).items().getFirst().previews().get(Rating.HARD);

        // when
        answered(card, Rating.HARD);

        // then
        var state = queue(ALL).items().getFirst().state();
        assertThat(state.dueAt()).isEqualTo(preview.dueAt());
        assertThat(state.phase()).isEqualTo(preview.phase());
        assertThat(state.stabilityDays()).isEqualTo(preview.stabilityDays());
    }

    @Test
    void shouldSayThatDecksHaveMoreCardsThanAQueueIsMadeOf() {
        // given
        deck("large", learner, 60, "x");
        var small = deckId(deck("small", learner, 1, "x"));

        // when, then
        assertThat(queues.of(caller, ALL, Position.NONE)).isEqualTo(new QueueOutcome.TooMany(60));
        assertThat(questions(queue(wanted(small, null, 10)))).containsExactly("small0");
    }

    @Test
    void shouldRefuseADeckThatIsNotJoined() {
        // given
        var deck = deckId(deck("a", new LearnerId(UUID.randomUUID()), 1, "x"));

        // then
        assertThat(queues.of(caller, wanted(deck, null, 10), Position.NONE)).isEqualTo(new QueueOutcome.NotJoined());

        // when
        memberships.join(caller, deck, null);

        // then
        assertThat(questions(queue(wanted(deck, null, 10)))).containsExactly("a0");
    }

    @Test
    void shouldTakeNestedTagsWithTheirParentWhateverTheCase() {
        // given
        deck("a", learner, 1, "ML::Attention");
        deck("b", learner, 1, "ML");
        deck("c", learner, 1, "MLP");

        // when
        var answer = queue(wanted(null, new Tag("ml"), 10));

        // then
        assertThat(questions(answer)).containsExactly("a0", "b0");
    }

    @Test
    void shouldLeaveOutAndCountCardsWithoutAState() {
        // given
        var cards = deck("a", learner, 2, "x");
        projections.quarantine(cards.getFirst());

        // when
        var answer = queue(ALL);

        // then
        assertThat(questions(answer)).containsExactly("a1");
        assertThat(answer.quarantined()).isOne();
    }

    @Test
    void shouldLetAnOwnerLeaveAndJoinAgainWithinOneMillisecond() {
        // given
        deck("a", learner, 1, "x");
        var deck = projections.decks(learner, Set.of()).getFirst().deckId();

        // when
        memberships.leave(caller, deck);
        var left = queue(ALL);
        memberships.join(caller, deck, null);
        var joined = queue(ALL);

        // then
        assertThat(left.items()).isEmpty();
        assertThat(questions(joined)).containsExactly("a0");
    }

    @Test
    void shouldLetTheLaterChangeCountThoughItsProcessHasASlowClock() {
        // given
        deck("a", learner, 1, "x");
        var deck = projections.decks(learner, Set.of()).getFirst().deckId();
        memberships.join(caller, deck, null);
        // when
        clock.advance(Duration.ofSeconds(-5));
        memberships.leave(caller, deck);
        // then
        assertThat(queue(ALL).items()).isEmpty();
    }

    @Test
    void shouldNotJoinWhileNobodySaysWhetherTheDeckMayBeSeen() {
        // given
        var deck = deckId(deck("a", new LearnerId(UUID.randomUUID()), 1, "x"));
        directory.goAway();

        // when, then
        assertThatThrownBy(() -> memberships.join(caller, deck, null)).isInstanceOf(UnavailableException.class);
        assertThat(projections.events()).isEmpty();
    }

    @Test
    void shouldJoinAHiddenDeckByItsCodeOnly() {
        // given
        var deck = deckId(deck("a", new LearnerId(UUID.randomUUID()), 1, "x"));
        directory.forgets(deck);
        directory.opens(deck, "7K2M");

        // when, then
        assertThat(memberships.join(caller, deck, null)).isEqualTo(new DeckMemberships.Change.NoSuchDeck());
        assertThat(memberships.join(caller, deck, "7K2N")).isEqualTo(new DeckMemberships.Change.NoSuchDeck());
        assertThat(memberships.leave(caller, deck)).isEqualTo(new DeckMemberships.Change.NoSuchDeck());
        assertThat(projections.events()).isEmpty();
        assertThat(memberships.join(caller, deck, "7K2M")).isInstanceOf(DeckMemberships.Change.Done.class);
        assertThat(questions(queue(ALL))).containsExactly("a0");
    }

    @Test
    void shouldGiveNoContentOfADeckThatIsNotSharedAnyMore() {
        // given
        var cards = deck("a", new LearnerId(UUID.randomUUID()), 2, "x");
        var deck = deckId(cards);
        memberships.join(caller, deck, null);
        answered(cards.getFirst(), Rating.AGAIN);
        assertThat(questions(queue(ALL))).hasSize(2);

        // when
        directory.forgets(deck);
        clock.advance(VisibleDecks.FRESH);

        // then
        assertThat(queue(ALL).items()).isEmpty();
        assertThat(queues.of(caller, wanted(deck, null, 10), Position.NONE)).isEqualTo(new QueueOutcome.NotJoined());
        assertThat(memberships.of(caller, Position.NONE).decks()).isEmpty();

        // when it is shared again
        directory.knows(deck);
        clock.advance(VisibleDecks.FRESH);

        // then the learner is a member as before
        assertThat(questions(queue(ALL))).hasSize(2);
    }

    @Test
    void shouldStudyOnForAWhileWithoutTheCardServiceAndThenSayThatItIsAway() {
        // given
        var joined = deckId(deck("a", new LearnerId(UUID.randomUUID()), 1, "x"));
        memberships.join(caller, joined, null);
        deck("b", learner, 1, "x");

        // when
        directory.goAway();
        clock.advance(VisibleDecks.WITHOUT_OWNER.minusSeconds(1));

        // then
        assertThat(questions(queue(ALL))).containsExactly("a0", "b0");

        // when
        clock.advance(Duration.ofSeconds(2));

        // then
        assertThatThrownBy(() -> queue(ALL)).isInstanceOf(UnavailableException.class);
        memberships.leave(caller, joined);
        assertThat(questions(queue(ALL))).containsExactly("b0");
    }

    @Test
    void shouldNotJoinADeckThatDoesNotExist() {
        // when
        var position = memberships.join(caller, new DeckId(Ids.v7()), null);

        // then
        assertThat(position).isEqualTo(new DeckMemberships.Change.NoSuchDeck());
        assertThat(projections.events()).isEmpty();
    }

    @Test
    void shouldJoinNoMoreCardsThanTheQuota() {
        // given: 30 cards of his own, room for 10
        deck("own", learner, 30, "x");
        var author = new LearnerId(UUID.randomUUID());
        var fits = deckId(deck("fits", author, 10, "x"));
        var tooLarge = deckId(deck("too large", author, 11, "x"));

        // when, then
        assertThat(memberships.join(caller, tooLarge, null))
                .isEqualTo(new DeckMemberships.Change.QuotaExceeded("cards", 40));
        assertThat(memberships.join(caller, fits, null)).isInstanceOf(DeckMemberships.Change.Done.class);
        assertThat(memberships.join(caller, fits, null)).isInstanceOf(DeckMemberships.Change.Done.class);
        assertThat(memberships.join(caller, tooLarge, null)).isInstanceOf(DeckMemberships.Change.QuotaExceeded.class);
    }

    @Test
    void shouldJoinNoMoreDecksThanTheQuota() {
        // given
        var author = new LearnerId(UUID.randomUUID());
        var decks = Stream.of("a", "b", "c", "d")
                .map(name -> deckId(deck(name, author, 1, "x")))
                .toList();
        decks.subList(0, 3).forEach(deck -> memberships.join(caller, deck, null));

        // when
        var fourth = memberships.join(caller, decks.getLast(), null);
        memberships.leave(caller, decks.getFirst());

        // then
        assertThat(fourth).isEqualTo(new DeckMemberships.Change.QuotaExceeded("decks", 3));
        assertThat(memberships.join(caller, decks.getLast(), null)).isInstanceOf(DeckMemberships.Change.Done.class);
    }

    private DeckId deckId(List<CardId> cards) {
        return projections.contents(cards).values().iterator().next().deckId();
    }
}
