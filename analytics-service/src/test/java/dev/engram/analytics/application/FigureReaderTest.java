package dev.engram.analytics.application;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.application.FigureOutcome.Known;
import dev.engram.analytics.application.FigureOutcome.NotJoined;
import dev.engram.analytics.application.FigureOutcome.TooMuch;
import dev.engram.analytics.demo.Demo;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.TagChoice;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.Position;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FigureReaderTest {

    private static final Instant NOW = Instant.parse("2026-10-03T08:00:00.123456789Z");
    private static final LearnerId OWNER = new LearnerId(new UUID(1, 1));
    private static final LearnerId LEARNER = new LearnerId(new UUID(1, 2));
    private static final DeckId DECK = new DeckId(new UUID(2, 1));

    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final Set<DeckId> hidden = new HashSet<>();

    @BeforeEach
    void createDeck() {
        var content = new CardContent("Why?", null, List.of(new Tag("attention")), null, null);
        projections.appendDeck(List.of(
                new DeckCreated(stamp(0), OWNER, List.of("ML"), "ML"),
                new CardAdded(stamp(1), Demo.card(1), 1, 0, content),
                new CardAdded(stamp(2), Demo.card(2), 1, 1, content)));
    }

    @Test
    void shouldCountAnOwnerAsAMemberUntilLeaving() {
        assertThat(known(OWNER, null).figures()).extracting(TagMastery::cards).containsExactly(2);
        // when
        projections.append(List.of(new DeckLeft(stamp(OWNER, 1), DECK)));
        // then
        assertThat(known(OWNER, null).figures()).isEmpty();
        // when
        projections.append(List.of(new DeckJoined(stamp(OWNER, 2), DECK)));
        // then
        assertThat(known(OWNER, null).figures()).hasSize(1);
    }

    @Test
    void shouldRefuseADeckThatIsNotJoined() {
        assertThat(read(LEARNER, DECK)).isEqualTo(new NotJoined<>(DECK));
        // when
        projections.append(List.of(new DeckJoined(stamp(LEARNER, 1), DECK)));
        // then
        assertThat(known(LEARNER, DECK).figures()).hasSize(1);
    }

    @Test
    void shouldGiveNoTagsOfADeckThatIsNotSharedAnyMore() {
        // given
        projections.append(List.of(new DeckJoined(stamp(LEARNER, 1), DECK)));
        hidden.add(DECK);
        // then
        assertThat(known(LEARNER, null).figures()).isEmpty();
        assertThat(read(LEARNER, DECK)).isEqualTo(new NotJoined<>(DECK));
        assertThat(known(OWNER, DECK).figures()).hasSize(1);
    }

    @Test
    void shouldAnswerForThisMillisecondUnlessAskedOtherwise() {
        assertThat(known(OWNER, null).asOf()).isEqualTo(Instant.parse("2026-10-03T08:00:00.123Z"));
    }

    @Test
    void shouldCountCardsThatCannotBeComputedAndTakeThemAsUnseen() {
        // given: of the two cards of the deck one, and one of a deck left long ago
        projections.quarantine(Demo.card(1));
        projections.quarantine(Demo.card(99));
        // when
        var answer = known(OWNER, null);
        // then
        assertThat(answer.cardsUnknown()).isEqualTo(1);
        assertThat(answer.figures()).singleElement().satisfies(row -> {
            assertThat(row.cards()).isEqualTo(2);
            assertThat(row.seen()).isZero();
        });
    }

    @Test
    void shouldSayWhetherBothTheReviewsAndTheDeckAreContained() {
        var written = projections.append(List.of(new DeckJoined(stamp(LEARNER, 1), DECK)));
        assertThat(caughtUp(Position.NONE)).isTrue();
        assertThat(caughtUp(written.and(Position.deck(DECK, 1)))).isTrue();
        assertThat(caughtUp(written.and(Position.deck(DECK, 2)))).isFalse();
        assertThat(caughtUp(
                        Position.reviews(InMemoryProjectionQueries.TOPIC, 0, 7).and(Position.deck(DECK, 1))))
                .isFalse();
    }

    @Test
    void shouldRefuseWhatGoesOverALimitAndAnswerUpToIt() {
        // given: 2 cards, 1 tag, and the reviews of the demo after the moment asked about
        var reviews = Demo.of(OWNER).batches().getFirst().reviews();
        projections.append(reviews);
        var moment = reviews.getFirst().stamp().at().minusSeconds(1);
        // then
        assertThat(at(limits(2, 1, reviews.size()), moment)).isInstanceOf(Known.class);
        assertThat(at(limits(1, 1, reviews.size()), moment)).isEqualTo(new TooMuch<>("cards", 1));
        assertThat(at(limits(2, 0, reviews.size()), moment)).isEqualTo(new TooMuch<>("tags", 0));
        assertThat(at(limits(2, 1, reviews.size() - 1L), moment))
                .isEqualTo(new TooMuch<>("reviews", reviews.size() - 1L));
        assertThat(at(limits(2, 1, 0), NOW)).isInstanceOf(Known.class);
    }

    private FigureOutcome<List<TagMastery>> at(FigureLimits limits, Instant moment) {
        return figures(limits).tags(query(OWNER, moment, null, Position.NONE), Horizon.DEFAULT);
    }

    private boolean caughtUp(Position after) {
        return known(figures().tags(query(LEARNER, null, null, after), Horizon.DEFAULT))
                .caughtUp();
    }

    private Known<List<TagMastery>> known(LearnerId learner, @Nullable DeckId deck) {
        return known(read(learner, deck));
    }

    private static <T> Known<T> known(FigureOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Known.class);
        return (Known<T>) outcome;
    }

    private FigureOutcome<List<TagMastery>> read(LearnerId learner, @Nullable DeckId deck) {
        return figures().tags(query(learner, null, deck, Position.NONE), Horizon.DEFAULT);
    }

    static FigureQuery query(LearnerId learner, @Nullable Instant asOf, @Nullable DeckId deck, Position after) {
        return new FigureQuery(new CallerToken(learner, "token"), asOf, deck, new TagChoice.Any(), after);
    }

    private LearnerFigures figures() {
        return figures(limits(1_000, 100, 1_000));
    }

    private LearnerFigures figures(FigureLimits limits) {
        return new LearnerFigures(
                new FigureReader(projections, allBut(hidden), () -> NOW, limits, Duration.ofSeconds(2)),
                Level.Thresholds.DEFAULT);
    }

    /** A card service that shows every deck but these. */
    static VisibleDecks allBut(Set<DeckId> hidden) {
        return new VisibleDecks(
                (decks, _) ->
                        decks.stream().filter(deck -> !hidden.contains(deck)).collect(toSet()),
                new CircuitBreaker("cards", () -> NOW, Duration.ZERO),
                () -> NOW);
    }

    static FigureLimits limits(int cards, int tags, long pastReviews) {
        var slots = new JobSlots("mastery", new JobSlots.Limits(1, 0, 1, Duration.ZERO), new SimpleMeterRegistry());
        return new FigureLimits(cards, tags, pastReviews, slots, slots);
    }

    private static CommitStamp stamp(int index) {
        return new CommitStamp(DECK, 1, index, 3, OWNER, NOW);
    }

    private static Stamp stamp(LearnerId learner, int second) {
        var at = NOW.plusSeconds(second);
        return new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("web"), second, at);
    }
}
