package dev.engram.analytics.application.deck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.application.DeckTags;
import dev.engram.analytics.application.deck.DeckFigures.CardRow;
import dev.engram.analytics.application.deck.DeckOutcome.Known;
import dev.engram.analytics.domain.deck.TagCurve;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.ClientId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.Position;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.scheduler.Proportion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom and what figures of a deck count, and who reads them. */
class DeckFiguresTest {
    /** A Wednesday: the last week that has ended ends on 30 August. */
    private static final Instant NOW = Instant.parse("2026-09-02T08:00:00Z");

    private static final Instant MONDAY = Instant.parse("2026-08-17T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final LearnerId OWNER = new LearnerId(new UUID(1, 1));
    private static final LearnerId OTHER = new LearnerId(new UUID(1, 2));
    private static final DeckId DECK = new DeckId(new UUID(2, 1));
    private static final CardId FIRST = new CardId(new UUID(3, 1));
    private static final CardId NESTED = new CardId(new UUID(3, 2));
    private static final CardId GONE = new CardId(new UUID(3, 3));

    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final Set<DeckId> hidden = new HashSet<>();
    private Instant now = NOW;
    private int most = 10;
    private int sequence;

    @BeforeEach
    void createDeck() {
        projections.appendDeck(List.of(
                new DeckCreated(commit(1, 0, 4), OWNER, List.of("ML"), "ML"),
                added(1, FIRST),
                added(2, NESTED, "ml::cnn"),
                added(3, GONE, "ml"),
                new CardRetired(commit(2, 0, 1), GONE)));
    }

    private static CardAdded added(int index, CardId card, String... tags) {
        var content = new CardContent(
                "Question " + index, null, List.of(tags).stream().map(Tag::new).toList(), null, null);
        return new CardAdded(commit(1, index, 4), card, 1, index - 1, content);
    }

    private static CommitStamp commit(long version, int index, int size) {
        return new CommitStamp(DECK, version, index, size, OWNER, MONDAY);
    }

    private DeckFigures figures() {
        var breaker = new CircuitBreaker("card-service", () -> now, Duration.ofSeconds(2));
        var visible = new VisibleDecks((decks, _) -> hidden.contains(DECK) ? Set.of() : decks, breaker, () -> now);
        return new DeckFigures(
                projections,
                visible,
                (decks, token) -> token.equals(OWNER.text()) ? decks : Set.of(),
                breaker,
                () -> now,
                new DeckTags(most, 100),
                new JobSlots(
                        "deck-figures", new JobSlots.Limits(1, 1, 1, Duration.ofSeconds(1)), new SimpleMeterRegistry()),
                Duration.ZERO);
    }

    private static DeckQuery query(@Nullable String tag, @Nullable String from, @Nullable String to) {
        return new DeckQuery(
                new CallerToken(OWNER, OWNER.text()),
                false,
                DECK,
                tag == null ? null : new Tag(tag),
                from == null ? null : LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                false,
                Position.NONE);
    }

    private static DeckQuery of(LearnerId caller, boolean readsOnly, boolean simulated) {
        return new DeckQuery(
                new CallerToken(caller, caller.text()), readsOnly, DECK, null, null, null, simulated, Position.NONE);
    }

    private List<CardRow> cards(DeckQuery query) {
        return ((Known<List<CardRow>>) figures().cards(query, 100)).figures();
    }

    private Proportion firstErrors(DeckQuery query, CardId card) {
        return cards(query).stream()
                .filter(row -> row.cardId().equals(card))
                .findFirst()
                .orElseThrow()
                .shown()
                .firstErrors();
    }

    private Stamp stamp(LearnerId learner, Instant at) {
        return new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("phone"), sequence++, at);
    }

    private ReviewRecorded review(LearnerId learner, CardId card, Instant at, boolean failed, boolean practice) {
        return new ReviewRecorded(
                stamp(learner, at),
                card,
                1,
                failed ? Rating.AGAIN : Rating.GOOD,
                2_000L,
                null,
                null,
                null,
                practice,
                Origin.LIVE,
                null,
                EnumSet.of(Flag.CLOCK_DOUBTFUL));
    }

    private static LearnerId learner(int number, boolean simulated) {
        return new LearnerId(
                simulated
                        ? Ids.v8(new UUID(4, 4), "learner " + number)
                        : new UUID(0x4000L, 0x8000000000000000L | number));
    }

    /** Answers of as many learners, of whom the first ones fail. */
    private List<LearnerEvent> answers(
            CardId card, Instant at, int from, int learners, int failing, boolean simulated) {
        var events = new ArrayList<LearnerEvent>();
        for (int i = 0; i < learners; i++) {
            events.add(review(learner(from + i, simulated), card, at, i < failing, false));
        }
        return events;
    }

    @Test
    void shouldCountAWeekWhenItHasEndedInEveryZone() {
        // given: ten learners, on the Sunday that ends it
        for (int i = 0; i < 10; i++) {
            var learner = new LearnerId(new UUID(9, i));
            projections.append(
                    List.of(review(learner, FIRST, Instant.parse("2026-08-30T12:00:00Z"), i % 2 == 0, false)));
        }
        for (var early : List.of("2026-08-31T03:59:00Z", "2026-09-01T23:59:59Z")) {
            now = Instant.parse(early);
            assertThat(firstErrors(of(OWNER, false, false), FIRST).n())
                    .as(early)
                    .isZero();
        }
        // when
        now = Instant.parse("2026-09-02T00:00:00Z");
        // then
        assertThat(firstErrors(of(OWNER, false, false), FIRST)).isEqualTo(new Proportion(5, 10));
    }

    @Test
    void shouldCountPeopleAndSimulatedLearnersApart() {
        // given
        projections.append(answers(FIRST, MONDAY, 0, 12, 3, false));
        projections.append(answers(FIRST, MONDAY, 0, 15, 6, true));
        // then
        assertThat(firstErrors(of(OWNER, false, false), FIRST)).isEqualTo(new Proportion(3, 12));
        assertThat(firstErrors(of(OWNER, false, true), FIRST)).isEqualTo(new Proportion(6, 15));
    }

    @Test
    void shouldCountNeitherPracticeNorWhatWasTakenBackNorWhoWasErasedAndDoubtfulClocksLikeAllOthers() {
        // given
        var events = answers(FIRST, MONDAY, 0, 14, 4, false);
        projections.append(events);
        projections.append(List.of(
                review(learner(20, false), FIRST, MONDAY, true, true),
                new ReviewRetracted(
                        stamp(learner(13, false), MONDAY),
                        FIRST,
                        events.get(13).stamp().eventId()),
                new LearnerErased(stamp(learner(0, false), MONDAY))));
        // then
        assertThat(firstErrors(of(OWNER, false, false), FIRST)).isEqualTo(new Proportion(3, 12));
        // when a late answer shows that one of them knew it before
        projections.append(List.of(review(learner(1, false), FIRST, MONDAY.minus(DAY.multipliedBy(3)), false, false)));
        // then
        assertThat(firstErrors(of(OWNER, false, false), FIRST)).isEqualTo(new Proportion(2, 12));
    }

    @Test
    void shouldCountWholeWeeksThatHaveEnded() {
        // given: two weeks, and the one that has not ended
        projections.append(answers(FIRST, MONDAY, 0, 10, 1, false));
        projections.append(answers(FIRST, MONDAY.plus(DAY.multipliedBy(7)), 10, 10, 2, false));
        projections.append(answers(FIRST, MONDAY.plus(DAY.multipliedBy(14)), 20, 10, 3, false));
        // then
        assertThat(firstErrors(query(null, null, null), FIRST)).isEqualTo(new Proportion(3, 20));
        assertThat(firstErrors(query(null, null, "2026-08-29"), FIRST)).isEqualTo(new Proportion(1, 10));
        assertThat(firstErrors(query(null, "2026-08-18", null), FIRST)).isEqualTo(new Proportion(2, 10));
        assertThat(firstErrors(query(null, "2026-08-17", "2026-08-30"), FIRST)).isEqualTo(new Proportion(3, 20));
        var known = (Known<?>) figures().cards(query(null, "2026-08-18", "2026-12-31"), 100);
        assertThat(known.from()).isEqualTo("2026-08-24");
        assertThat(known.to()).isEqualTo("2026-08-30");
    }

    @Test
    void shouldRollTagsUpAndLeaveOutRetiredCards() {
        // given
        for (var card : List.of(FIRST, NESTED, GONE)) {
            projections.append(answers(card, MONDAY, 0, 10, 5, false));
        }
        // when
        var curves = ((Known<List<TagCurve>>) figures().curves(query(null, null, null))).figures();
        // then
        assertThat(curves).extracting(TagCurve::tag).containsExactly("ml", "ml::cnn", "");
        assertThat(curves)
                .allSatisfy(curve ->
                        assertThat(curve.points()).containsExactly(new TagCurve.Point(1, new Proportion(5, 10))));
        assertThat(cards(query("ML", null, null))).extracting(CardRow::cardId).containsExactly(NESTED);
        assertThat(cards(query(null, null, null)).getFirst().held()).isNotNull();
    }

    @Test
    void shouldPutTheHardestFirstAndHiddenOnesLast() {
        // given
        projections.append(answers(FIRST, MONDAY, 0, 9, 9, false));
        projections.append(answers(NESTED, MONDAY, 0, 10, 1, false));
        // then
        assertThat(cards(query(null, null, null))).extracting(CardRow::cardId).containsExactly(NESTED, FIRST);
    }

    @Test
    void shouldAnswerEditorsAndThoseWhoMayReadOnly() {
        assertThat(figures().cards(of(OTHER, false, false), 1)).isEqualTo(new DeckOutcome.NotEditor<>());
        assertThat(figures().cards(of(OTHER, true, false), 1)).isInstanceOf(Known.class);
        // when
        hidden.add(DECK);
        // then
        assertThat(figures().cards(of(OTHER, true, false), 1)).isEqualTo(new DeckOutcome.NotVisible<>());
        // when
        hidden.clear();
        most = 1;
        // then
        assertThat(figures().curves(of(OWNER, false, false))).isEqualTo(new DeckOutcome.TooMuch<>("cards", 1));
    }
}
