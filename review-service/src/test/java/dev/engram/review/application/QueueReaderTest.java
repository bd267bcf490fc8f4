package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
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
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.review.application.QueueReader.Wanted;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.scheduler.StudyQueue.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueueReaderTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Wanted ALL = new Wanted(null, null, 1_000);

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final MovableClock clock = new MovableClock();
    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final ReviewLog log =
            new ReviewLog(new InMemoryLog(projections), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC);
    private final StubDirectory directory = new StubDirectory();
    private final DeckMemberships memberships = new DeckMemberships(
            log,
            new CardVerification(directory, new CircuitBreaker("cards", clock, Duration.ZERO), clock),
            new EntryQueries(projections, new CircuitBreaker("database", clock, Duration.ZERO)),
            projections,
            new DeckMemberships.Quota(40, 3),
            clock,
            LONGEST_WAIT);
    private final QueueReader queues = new QueueReader(
            projections,
            new JobSlots("queue", new JobSlots.Limits(1, 0, 1, Duration.ZERO), new SimpleMeterRegistry()),
            clock,
            LONGEST_WAIT);

    private List<CardId> deck(String name, LearnerId owner, int cards, String tag) {
        var deck = new DeckId(Ids.v7());
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

    private List<String> questions(QueueReader.Answer answer) {
        return answer.items().stream().map(item -> item.card().question()).toList();
    }

    @Test
    void shouldOfferDeckByDeckByPathAndNothingOfStrangers() {
        // given
        deck("b", learner, 2, "x");
        deck("a", learner, 1, "x");
        deck("c", new LearnerId(UUID.randomUUID()), 1, "x");

        // when
        var answer = queues.of(learner, ALL, Position.NONE);

        // then
        assertThat(questions(answer)).containsExactly("a0", "b0", "b1");
        assertThat(answer.reached().caughtUp()).isTrue();
    }

    @Test
    void shouldCountTheWholeThoughTheListIsCut() {
        // given
        deck("a", learner, 30, "x");

        // when
        var answer = queues.of(learner, new Wanted(null, null, 3), Position.NONE);

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
        var today = queues.of(learner, ALL, Position.NONE);
        clock.advance(Duration.ofDays(9));
        var later = queues.of(learner, ALL, Position.NONE);

        // then
        assertThat(today.queue().entries()).isEmpty();
        assertThat(later.queue().count(Kind.REVIEW)).isEqualTo(20);
        assertThat(later.queue().count(Kind.NEW)).isEqualTo(5);
        assertThat(later.items().getFirst().retrievability()).isBetween(0.85, 0.95);
    }

    @Test
    void shouldTakeNestedTagsWithTheirParentWhateverTheCase() {
        // given
        deck("a", learner, 1, "ML::Attention");
        deck("b", learner, 1, "ML");
        deck("c", learner, 1, "MLP");

        // when
        var answer = queues.of(learner, new Wanted(null, new Tag("ml"), 10), Position.NONE);

        // then
        assertThat(questions(answer)).containsExactly("a0", "b0");
    }

    @Test
    void shouldLeaveOutAndCountCardsWithoutAState() {
        // given
        var cards = deck("a", learner, 2, "x");
        projections.quarantine(cards.getFirst());

        // when
        var answer = queues.of(learner, ALL, Position.NONE);

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
        memberships.leave(learner, deck, "token");
        var left = queues.of(learner, ALL, Position.NONE);
        memberships.join(learner, deck, "token");
        var joined = queues.of(learner, ALL, Position.NONE);

        // then
        assertThat(left.items()).isEmpty();
        assertThat(questions(joined)).containsExactly("a0");
    }

    @Test
    void shouldJoinADeckThatNobodyCanDeny() {
        // given
        directory.goAway();

        // when
        var position = memberships.join(learner, new DeckId(Ids.v7()), "token");

        // then
        assertThat(position).isInstanceOf(DeckMemberships.Change.Done.class);
    }

    @Test
    void shouldNotJoinADeckThatDoesNotExist() {
        // when
        var position = memberships.join(learner, new DeckId(Ids.v7()), "token");

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
        assertThat(memberships.join(learner, tooLarge, "token"))
                .isEqualTo(new DeckMemberships.Change.QuotaExceeded("cards", 40));
        assertThat(memberships.join(learner, fits, "token")).isInstanceOf(DeckMemberships.Change.Done.class);
        assertThat(memberships.join(learner, fits, "token")).isInstanceOf(DeckMemberships.Change.Done.class);
        assertThat(memberships.join(learner, tooLarge, "token"))
                .isInstanceOf(DeckMemberships.Change.QuotaExceeded.class);
    }

    @Test
    void shouldJoinNoMoreDecksThanTheQuota() {
        // given
        var author = new LearnerId(UUID.randomUUID());
        var decks = Stream.of("a", "b", "c", "d")
                .map(name -> deckId(deck(name, author, 1, "x")))
                .toList();
        decks.subList(0, 3).forEach(deck -> memberships.join(learner, deck, "token"));

        // when
        var fourth = memberships.join(learner, decks.getLast(), "token");
        memberships.leave(learner, decks.getFirst(), "token");

        // then
        assertThat(fourth).isEqualTo(new DeckMemberships.Change.QuotaExceeded("decks", 3));
        assertThat(memberships.join(learner, decks.getLast(), "token")).isInstanceOf(DeckMemberships.Change.Done.class);
    }

    private DeckId deckId(List<CardId> cards) {
        return projections.questions(cards).values().iterator().next().deckId();
    }
}
