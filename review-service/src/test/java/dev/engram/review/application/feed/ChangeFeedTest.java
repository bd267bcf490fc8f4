package dev.engram.review.application.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.ClientId;
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
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.Position;
import dev.engram.projections.feed.DeckSet;
import dev.engram.projections.query.CardSelection;
import dev.engram.review.application.ErasedLearnerException;
import dev.engram.runtime.query.RunningProjections;
import dev.engram.testing.Generate;
import dev.engram.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The feed on real projections: what clients hold that apply its pages is what the projections hold. */
class ChangeFeedTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static RunningProjections running;

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final LearnerId author = new LearnerId(UUID.randomUUID());
    private final CallerToken caller = new CallerToken(learner, "token");
    private final MovableClock clock = new MovableClock();
    private final Set<DeckId> visible = new HashSet<>();
    private final VisibleDecks rights = new VisibleDecks(
            (asked, _) -> {
                var seen = new HashSet<>(asked);
                seen.retainAll(visible);
                return seen;
            },
            new CircuitBreaker("cards", clock, Duration.ZERO),
            clock);
    private final ChangeFeed feed = new ChangeFeed(
            running.changes(),
            running.queries(),
            rights,
            new JobSlots("changes", new JobSlots.Limits(1, 0, 1, Duration.ZERO), new SimpleMeterRegistry()),
            LONG);
    private final ClientCopy client = new ClientCopy();
    private Position last = Position.NONE;

    @BeforeAll
    static void start() {
        running = new RunningProjections();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void shouldTellEverythingInPagesAndThenOnlyWhatChanges() {
        // given
        var random = new Random(1);
        var deck = deck(5);
        append(new DeckJoined(stamp(), deck.id));
        var studied = deck.cards.subList(0, 3);
        studied.forEach(card -> append(Generate.reviewsOf(learner, card, 3, random)));

        // when
        int pages = update(2);

        // then
        assertThat(pages).isGreaterThanOrEqualTo(4);
        assertThat(client.plan).isEqualTo(Plan.DEFAULT);
        assertThat(client.decks).containsExactly(deck.id);
        assertThat(client.cards.get(deck.id)).containsOnlyKeys(deck.cards);
        assertHoldsWhatIsHeld();
        assertThat(page(100).isEmpty()).isTrue();

        // when one card is answered twice, and one is revised
        append(Generate.reviewsOf(learner, studied.getFirst(), 2, random));
        publish(new CardRevised(deck.next(0, 1), deck.cards.get(4), 2, content("Revised")));
        var page = page(100);

        // then each is told once
        assertThat(page.reset()).isFalse();
        assertThat(page.plan()).isNull();
        assertThat(page.decks()).isNull();
        assertThat(page.schedules()).singleElement().satisfies(told -> {
            assertThat(told.cardId()).isEqualTo(studied.getFirst());
            assertThat(told.state()).isNotNull();
            assertThat(told.state().reviews()).isBetween(1, 5);
        });
        assertThat(page.cards()).singleElement().satisfies(told -> {
            assertThat(told.cardId()).isEqualTo(deck.cards.get(4));
            assertThat(told.revision()).isEqualTo(2);
        });
        client.apply(page);
        assertThat(page(100).isEmpty()).isTrue();
    }

    @Test
    void shouldTellThePlanAndAllSchedulesThatItChanges() {
        // given
        var cards = List.of(new CardId(Ids.v7()), new CardId(Ids.v7()), new CardId(Ids.v7()));
        cards.forEach(card -> append(Generate.reviewsOf(learner, card, 4, new Random(2))));
        update(10);
        var other = new Plan(
                0.8,
                Plan.DEFAULT.learningSteps(),
                Plan.DEFAULT.relearningSteps(),
                Plan.DEFAULT.maximumIntervalDays(),
                Plan.DEFAULT.rolloverHour(),
                Plan.DEFAULT.zone(),
                Plan.DEFAULT.newCardsPerDay(),
                Plan.DEFAULT.reviewsPerDay(),
                Plan.DEFAULT.fuzz(),
                Plan.DEFAULT.weights(),
                Plan.DEFAULT.weightsVersion());

        // when
        append(new PlanChanged(stamp(), other));

        // then
        org.awaitility.Awaitility.await().atMost(LONG).untilAsserted(() -> {
            update(1);
            assertThat(client.plan).isEqualTo(other);
            assertHoldsWhatIsHeld();
        });
    }

    @Test
    void shouldTellADeckWholeWhenItIsJoinedOrMayBeSeenAgain() {
        // given: decks with cards that were there before the cursor
        var joined = deck(4);
        var withdrawn = deck(3);
        append(new DeckJoined(stamp(), withdrawn.id));
        update(10);
        assertThat(client.cards).containsOnlyKeys(withdrawn.id);

        // when
        append(new DeckJoined(stamp(), joined.id));
        hide(withdrawn.id);
        update(2);

        // then
        assertThat(client.decks).containsExactly(joined.id);
        assertThat(client.cards).containsOnlyKeys(joined.id);
        assertThat(client.cards.get(joined.id)).containsOnlyKeys(joined.cards);

        // when it changes while it cannot be seen, and may be seen later
        publish(new CardRetired(withdrawn.next(0, 1), withdrawn.cards.getFirst()));
        update(10);
        show(withdrawn.id);
        update(2);

        // then
        assertThat(client.decks).containsExactlyInAnyOrder(joined.id, withdrawn.id);
        assertThat(client.cards.get(withdrawn.id))
                .containsOnlyKeys(withdrawn.cards)
                .containsEntry(withdrawn.cards.getFirst(), "1 retired");

        // when
        append(new DeckLeft(stamp(), joined.id));
        update(10);

        // then
        assertThat(client.decks).containsExactly(withdrawn.id);
    }

    @Test
    void shouldTellAnOwnDeckFromItsFirstCard() {
        // given
        update(10);
        // when
        var own = deck(learner, 2);
        update(1);
        // then
        assertThat(client.decks).containsExactly(own.id);
        assertThat(client.cards.get(own.id)).containsOnlyKeys(own.cards);
    }

    @Test
    void shouldTellAnOwnDeckThatIsMadeBetweenTwoPages() {
        // given
        var before = deck(learner, 3);
        await();
        client.apply(page(1));
        // when
        var made = deck(learner, 2);
        update(2);
        // then
        assertThat(client.decks).containsExactlyInAnyOrder(before.id, made.id);
        assertThat(client.cards.get(made.id)).containsOnlyKeys(made.cards);
        assertThat(page(100).isEmpty()).isTrue();
    }

    @Test
    void shouldTellEverythingWhereTheCursorIsOfAnotherLearner() {
        // given: cursors of a whole answer and of one that goes on
        append(Generate.reviewsOf(learner, new CardId(Ids.v7()), 1, new Random(7)));
        deck(learner, 3);
        await();
        var other = new CallerToken(new LearnerId(UUID.randomUUID()), "other");
        for (int limit : new int[] {1, 100}) {
            var since = feed.page(caller, null, limit).next();
            // when
            var page = feed.page(other, since, 100);
            // then
            assertThat(page.reset()).isTrue();
            assertThat(page.plan()).isNotNull();
            assertThat(page.decks()).isEmpty();
        }
    }

    @Test
    void shouldTellNoDeckWholeAgainWhileAnotherOneStaysHidden() {
        // given: two decks that a set of decks cannot tell apart
        var hidden = deck(2);
        append(new DeckJoined(stamp(), hidden.id));
        update(10);
        hide(hidden.id);
        var seen = deck(author, likenessOf(hidden.id), 2);
        append(new DeckJoined(stamp(), seen.id));
        update(10);
        // when, then
        assertThat(page(10).isEmpty()).isTrue();
        client.apply(page(10));
        assertThat(page(10).isEmpty()).isTrue();
    }

    @Test
    void shouldTellADeckWholeThatWasHiddenAndSeenAgainWithinAnAnswer() {
        // given: a deck stays hidden that a set of decks cannot tell apart from the other one
        var hidden = deck(1);
        var other = deck(author, likenessOf(hidden.id), 2);
        append(new DeckJoined(stamp(), hidden.id));
        append(new DeckJoined(stamp(), other.id));
        hide(hidden.id);
        update(10);
        var random = new Random(8);
        for (int i = 0; i < 3; i++) {
            append(Generate.reviewsOf(learner, new CardId(Ids.v7()), 1, random));
        }
        await();
        client.apply(page(1));
        // when it changes while it cannot be seen, and all changes up to there are told
        hide(other.id);
        publish(new CardRetired(other.next(0, 1), other.cards.getFirst()));
        await();
        client.apply(page(1));
        show(other.id);
        update(1);
        update(10);
        // then
        assertThat(client.cards.get(other.id))
                .containsOnlyKeys(other.cards)
                .containsEntry(other.cards.getFirst(), "1 retired");
        assertThat(page(10).isEmpty()).isTrue();
    }

    /** Pages of any size, whatever happens between them. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldLeaveNothingOutWhateverHappensBetweenPages(long seed) {
        // given
        var random = new Random(seed);
        var decks = IntStream.range(0, 4)
                .mapToObj(i -> i == 0 ? deck(learner, 3) : deck(3))
                .toList();
        var cards = Stream.generate(() -> new CardId(Ids.v7())).limit(6).toList();

        // when
        for (int turn = 0; turn < 25; turn++) {
            var deck = decks.get(random.nextInt(decks.size()));
            switch (random.nextInt(8)) {
                case 0, 1, 2 ->
                    append(Generate.reviewsOf(
                            learner, cards.get(random.nextInt(cards.size())), 1 + random.nextInt(2), random));
                case 3 -> append(new DeckJoined(stamp(), deck.id));
                case 4 -> append(new DeckLeft(stamp(), deck.id));
                case 5 -> {
                    var card = new CardId(Ids.v7());
                    publish(new CardAdded(deck.next(0, 1), card, 1, 100 + turn, content("Added")));
                    deck.cards.add(card);
                }
                case 6 -> publish(new CardRetired(deck.next(0, 1), deck.cards.get(random.nextInt(deck.cards.size()))));
                default -> {
                    if (visible.contains(deck.id)) {
                        hide(deck.id);
                    } else {
                        show(deck.id);
                    }
                }
            }
            await();
            client.apply(page(1 + random.nextInt(4)));
        }
        update(3);

        // then
        var fresh = new ClientCopy();
        updated(fresh, 1_000);
        assertThat(client.schedules).isEqualTo(fresh.schedules);
        assertThat(client.decks).isEqualTo(fresh.decks);
        assertThat(client.cards).isEqualTo(fresh.cards);
        assertHoldsWhatIsHeld();
    }

    @Test
    void shouldTellEverythingAgainAfterARebuild() {
        // given
        var card = new CardId(Ids.v7());
        append(Generate.reviewsOf(learner, card, 2, new Random(3)));
        update(10);
        // when
        running.rebuild();
        await();
        var page = page(10);
        // then
        assertThat(page.reset()).isTrue();
        assertThat(page.schedules())
                .singleElement()
                .satisfies(told -> assertThat(told.cardId()).isEqualTo(card));
        client.apply(page);
        assertThat(page(10).isEmpty()).isTrue();
    }

    @Test
    void shouldSayThatALearnerWasErased() {
        // given
        append(Generate.reviewsOf(learner, new CardId(Ids.v7()), 1, new Random(4)));
        append(new LearnerErased(stamp()));
        await();
        // when, then
        assertThatThrownBy(() -> page(10)).isInstanceOf(ErasedLearnerException.class);
    }

    @Test
    void shouldNoticeForWhomSomethingWasWritten() {
        // given
        var other = new LearnerId(UUID.randomUUID());
        var deck = deck(1);
        append(Generate.reviewsOf(learner, new CardId(Ids.v7()), 1, new Random(5)));
        await();
        var learners = Set.of(learner, other);
        var place = running.watch().look(null, learners).place();
        // when
        append(Generate.reviewsOf(learner, new CardId(Ids.v7()), 1, new Random(6)));
        publish(new CardRetired(deck.next(0, 1), deck.cards.getFirst()));
        await();
        var seen = running.watch().look(place, learners);
        var again = running.watch().look(seen.place(), learners);
        // then
        assertThat(seen.all()).isFalse();
        assertThat(seen.learners()).containsExactly(learner);
        assertThat(seen.decks()).containsExactly(deck.id);
        assertThat(seen.owners()).containsExactly(author);
        assertThat(again.learners()).isEmpty();
        assertThat(again.decks()).isEmpty();
    }

    private final class Deck {
        private final DeckId id;
        private final List<CardId> cards = new ArrayList<>();
        private long version = 1;

        Deck(DeckId id) {
            this.id = id;
        }

        CommitStamp next(int index, int size) {
            version += index == 0 ? 1 : 0;
            return stamp(index, size);
        }

        private CommitStamp stamp(int index, int size) {
            return new CommitStamp(id, version, index, size, author, clock.instant());
        }
    }

    private Deck deck(int cards) {
        return deck(author, cards);
    }

    private Deck deck(LearnerId owner, int cards) {
        return deck(owner, new DeckId(Ids.v7()), cards);
    }

    private Deck deck(LearnerId owner, DeckId id, int cards) {
        var deck = new Deck(id);
        visible.add(deck.id);
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(deck.stamp(0, cards + 1), owner, List.of("Deck " + deck.id), "Deck"));
        for (int i = 0; i < cards; i++) {
            var card = new CardId(Ids.v7());
            deck.cards.add(card);
            events.add(new CardAdded(deck.stamp(i + 1, cards + 1), card, 1, i, content("Question " + i)));
        }
        last = last.and(running.appendDeck(events));
        return deck;
    }

    /** A deck that a {@link DeckSet} of {@code deck} may hold. */
    private static DeckId likenessOf(DeckId deck) {
        var set = DeckSet.of(Set.of(deck));
        return Stream.generate(() -> new DeckId(Ids.v7()))
                .filter(set::mayHold)
                .findFirst()
                .orElseThrow();
    }

    private static CardContent content(String question) {
        return new CardContent(question, null, List.of(new Tag("ml")), null, null);
    }

    private void hide(DeckId deck) {
        visible.remove(deck);
        clock.advance(Duration.ofMinutes(1));
    }

    private void show(DeckId deck) {
        visible.add(deck);
        clock.advance(Duration.ofMinutes(1));
    }

    private Stamp stamp() {
        clock.advance(Duration.ofMillis(1));
        Instant now = clock.instant();
        return new Stamp(new EventId(Ids.v7()), learner, now, ZoneOffset.UTC, new ClientId("test"), 0, now);
    }

    private void append(LearnerEvent event) {
        append(List.of(event));
    }

    private void append(List<? extends LearnerEvent> events) {
        last = last.and(running.append(events));
    }

    private void publish(DeckEvent event) {
        last = last.and(running.appendDeck(List.of(event)));
    }

    private void await() {
        assertThat(running.queries().await(last, LONG).caughtUp()).isTrue();
    }

    private ChangePage page(int limit) {
        await();
        return feed.page(caller, client.cursor, limit);
    }

    private int update(int limit) {
        await();
        return updated(client, limit);
    }

    private int updated(ClientCopy copy, int limit) {
        for (int pages = 1; ; pages++) {
            var page = feed.page(caller, copy.cursor, limit);
            assertThat(page.schedules().size() + page.cards().size()).isLessThanOrEqualTo(limit);
            copy.apply(page);
            if (!page.more()) {
                return pages;
            }
        }
    }

    private void assertHoldsWhatIsHeld() {
        var held = running.queries()
                .within(scope -> scope.learners().states(learner, new CardSelection.All()))
                .states();
        assertThat(client.schedules).isEqualTo(held);
    }
}
