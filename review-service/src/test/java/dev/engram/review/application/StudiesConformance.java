package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every reader of learners' histories keeps to. */
public abstract class StudiesConformance {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Random random = new Random();
    private final LearnerId learner = Generate.learnerId(random);
    private final CardId card = Generate.cardId(random);

    protected abstract Studies studies();

    protected abstract RecordedHistory history();

    /** Appends events of one learner to the log that the studies follow. */
    protected abstract Position append(List<? extends LearnerEvent> events);

    private void given(List<? extends LearnerEvent> events) {
        assertThat(studies().awaits(append(events), PATIENCE)).isEqualTo(new CatchUpResult(true, false));
    }

    private Stamp stamp(int second) {
        var at = Instant.parse("2026-03-01T12:00:00Z").plusSeconds(second);
        return new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("server"), 0, at);
    }

    @Test
    void shouldShowOneStatePerAnsweredCardAndItsWholeHistory() {
        // given
        var reviews = Generate.reviewsOf(learner, card, 7, random);
        var other = Generate.cardId(random);
        given(reviews);
        given(Generate.reviewsOf(learner, other, 1, random));
        given(Generate.reviewsOf(Generate.learnerId(random), card, 2, random));

        // when
        var states = studies().states(learner);
        var one = studies().card(learner, card);

        // then
        assertThat(states.states()).containsOnlyKeys(card, other);
        assertThat(states.quarantined()).isEmpty();
        assertThat(one.card().state()).isEqualTo(states.states().get(card));
        assertThat(one.card().history().recorded().values()).containsExactlyInAnyOrderElementsOf(reviews);
    }

    @Test
    void shouldTellOfACardNeverAnswered() {
        // given
        given(Generate.reviewsOf(learner, Generate.cardId(random), 1, random));

        // when
        var one = studies().card(learner, card);

        // then
        assertThat(one.card().state().isNew()).isTrue();
        assertThat(one.quarantined()).isNull();
        assertThat(one.context().planChange()).isNull();
        assertThat(studies().dataUpTo(learner)).isNotNull();
    }

    @Test
    void shouldTakeTheLastMembershipInTheLearnersOrder() {
        // given
        var left = new DeckId(Ids.v7());
        var joined = new DeckId(Ids.v7());

        // when
        given(List.of(new DeckLeft(stamp(2), left), new DeckJoined(stamp(1), left), new DeckJoined(stamp(3), joined)));

        // then
        var context = studies().context(learner);
        assertThat(context.isMember(left)).hasValue(false);
        assertThat(context.isMember(joined)).hasValue(true);
        assertThat(context.isMember(new DeckId(Ids.v7()))).isEmpty();
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
        var absent = new EventId(Ids.v7());

        // when
        var found = history()
                .of(
                        learner,
                        Map.of(card, Set.of(present, absent, retraction.stamp().eventId())));

        // then
        assertThat(found)
                .containsExactly(Map.entry(
                        card,
                        new RecordedHistory.CardRecord(
                                3, 1, Set.of(present, retraction.stamp().eventId()))));
    }

    @Test
    void shouldNameAPositionThatLiesAfterWhatIsHeld() {
        // given
        var appended = append(Generate.reviewsOf(learner, card, 3, random));
        var last = appended.reviews().firstEntry();
        assertThat(studies().awaits(appended, PATIENCE).caughtUp()).isTrue();

        // when
        var passed = history().passed(learner);

        // then
        assertThat(passed.reviews()).containsKey(last.getKey());
        assertThat(passed.reviews().get(last.getKey())).isGreaterThanOrEqualTo(last.getValue());
    }

    @Test
    void shouldNotClaimToHaveReachedWhatWasNeverAppended() {
        // given
        var position = append(Generate.reviewsOf(learner, card, 1, random));
        var place = position.reviews().firstEntry();
        var future = Position.reviews(place.getKey(), place.getValue() + 1_000);

        // when
        var reached = studies().awaits(position, PATIENCE);
        var beyond = studies().awaits(future, Duration.ofMillis(100));

        // then
        assertThat(reached).isEqualTo(new CatchUpResult(true, false));
        assertThat(beyond.caughtUp()).isFalse();
    }
}
