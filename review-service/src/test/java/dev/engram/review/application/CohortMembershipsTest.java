package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CohortId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.topic.Topics;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.Position;
import dev.engram.review.application.CohortMemberships.Joined;
import dev.engram.review.application.DeckMemberships.Change;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import dev.engram.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CohortMembershipsTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final CallerToken caller = new CallerToken(new LearnerId(UUID.randomUUID()), "token");
    private final CohortId cohort = new CohortId(UUID.randomUUID());
    private final DeckId deck = new DeckId(Ids.v7());
    private final MovableClock clock = new MovableClock();
    private final InMemoryProjectionQueries projections = new InMemoryProjectionQueries();
    private final StubDirectory directory = new StubDirectory();
    private final VisibleDecks visible = directory.visible(clock, Duration.ZERO);
    private final EntryQueries entry =
            new EntryQueries(projections, new CircuitBreaker("database", clock, Duration.ZERO));
    private final DeckMemberships decks = new DeckMemberships(
            new ReviewLog(new InMemoryLog(projections), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC),
            new CardVerification(directory, visible, new CircuitBreaker("cards", clock, Duration.ZERO), clock),
            visible,
            entry,
            projections,
            new DeckMemberships.Quota(40, 3),
            clock,
            LONGEST_WAIT);
    private final CohortMemberships cohorts =
            new CohortMemberships(decks, entry, projections, new CohortMemberships.Quota(2, 2), LONGEST_WAIT);

    @BeforeEach
    void make() {
        directory.knows(deck);
        var teacher = new LearnerId(UUID.randomUUID());
        projections.appendDeck(List.of(
                new DeckCreated(new CommitStamp(deck, 1, 0, 1, teacher, clock.instant()), teacher, List.of("a"), "a")));
    }

    private List<Joined> joined() {
        return cohorts.joined(caller, Position.NONE).items();
    }

    @Test
    void shouldChangeNothingForAMemberWhoJoinsAgain() {
        // given
        cohorts.join(caller, cohort, deck);
        clock.advance(Duration.ofDays(1));
        decks.leave(caller, deck);
        var before = joined();
        int events = projections.events().size();
        // when
        clock.advance(Duration.ofDays(1));
        var again = cohorts.join(caller, cohort, deck);
        // then
        assertThat(again).isInstanceOf(Change.Done.class);
        assertThat(projections.events()).hasSize(events);
        assertThat(joined()).isEqualTo(before);
        assertThat(decks.of(caller, Position.NONE).decks()).isEmpty();
    }

    @Test
    void shouldLetAMemberWhoLeftJoinAgainWithinOneMillisecond() {
        // given
        cohorts.join(caller, cohort, deck);
        cohorts.leave(caller, cohort, Position.NONE);
        // when
        cohorts.join(caller, cohort, deck);
        // then
        assertThat(joined()).extracting(Joined::cohort).containsExactly(cohort);
    }

    @Test
    void shouldLetALaterLeavingCountThoughItsProcessHasASlowClock() {
        // given
        cohorts.join(caller, cohort, deck);
        // when
        clock.advance(Duration.ofSeconds(-5));
        cohorts.leave(caller, cohort, Position.NONE);
        // then
        assertThat(joined()).isEmpty();
    }

    @Test
    void shouldRemoveAMemberAndNobodyElse() {
        // given
        var other = new CallerToken(new LearnerId(UUID.randomUUID()), "other");
        cohorts.join(caller, cohort, deck);
        cohorts.join(other, cohort, deck);
        // when
        var removed = cohorts.remove(caller.learnerId(), cohort, Position.NONE);
        var again = cohorts.remove(caller.learnerId(), cohort, Position.NONE);
        // then
        assertThat(removed).hasValueSatisfying(change -> assertThat(change).isInstanceOf(Change.Done.class));
        assertThat(again).isEmpty();
        assertThat(joined()).isEmpty();
        assertThat(cohorts.joined(other, Position.NONE).items()).hasSize(1);
    }
}
