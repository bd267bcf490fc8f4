package dev.engram.gateway.application.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.InMemoryAccountStore;
import dev.engram.gateway.application.session.Sessions.Lifetimes;
import dev.engram.gateway.application.session.Sessions.RefreshOutcome;
import dev.engram.gateway.application.session.Sessions.RefreshOutcome.Refreshed;
import dev.engram.gateway.application.session.Sessions.RefreshOutcome.Refused;
import dev.engram.gateway.application.session.Sessions.RefreshOutcome.Reused;
import dev.engram.gateway.application.session.Sessions.Started;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Scope;
import dev.engram.gateway.domain.Session;
import dev.engram.gateway.domain.Session.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions on any store, at two instances of the gateway. */
public abstract class SessionsConformance {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Lifetimes LIFETIMES =
            new Lifetimes(Duration.ofDays(30), Duration.ofDays(1), Duration.ofDays(180), GRACE, 5);

    /** MongoDB deletes by its own clock what has ended, so the clock of the test starts now. */
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final InMemoryAccountStore accounts = new InMemoryAccountStore();
    private SessionStore store;
    private Revocations revocations;
    private Revocations othersRevocations;
    private Sessions sessions;
    private Sessions others;

    /** A store without sessions. */
    protected abstract SessionStore emptyStore();

    /** The same store as another instance has it. */
    protected abstract SessionStore again(SessionStore store);

    @BeforeEach
    void startTwoInstances() {
        accounts.create(new Account("one", "hash", learner, Set.of("learner", "operator"), false));
        store = emptyStore();
        var second = again(store);
        revocations = new Revocations(store, now::get);
        othersRevocations = new Revocations(second, now::get);
        sessions = new Sessions(store, accounts, revocations, now::get, LIFETIMES);
        others = new Sessions(second, accounts, othersRevocations, now::get, LIFETIMES);
    }

    private void wait(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private AuthenticatedCaller callerOf(Session session) {
        return new AuthenticatedCaller(learner, Set.of("learner"), Set.of(), session.id(), session.createdAt());
    }

    private static Refreshed refreshed(RefreshOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refreshed.class);
        return (Refreshed) outcome;
    }

    @Test
    void shouldExchangeARefreshTokenForTheNextOneAtAnyInstance() {
        // given
        var token = sessions.startClient(learner, "client").secret();
        // when
        for (int i = 0; i < 5; i++) {
            wait(Duration.ofMinutes(9));
            var next = refreshed((i % 2 == 0 ? others : sessions).refresh(token));
            // then
            assertThat(next.token()).startsWith("egr_").hasSize(47).isNotEqualTo(token);
            assertThat(next.account().learnerId()).isEqualTo(learner);
            token = next.token();
        }
    }

    @Test
    void shouldGiveTheSameSuccessorToAClientThatLostTheAnswer() {
        // given
        var token = sessions.startClient(learner, "client").secret();
        var lost = refreshed(sessions.refresh(token)).token();
        // when
        wait(GRACE);
        var repeated = refreshed(others.refresh(token)).token();
        // then
        assertThat(repeated).isEqualTo(lost);
        assertThat(refreshed(sessions.refresh(repeated)).token()).isNotEqualTo(repeated);
    }

    @Test
    void shouldEndTheSessionWhenATokenIsRepeatedTooLate() {
        // given
        var token = sessions.startClient(learner, "client").secret();
        var next = refreshed(sessions.refresh(token)).token();
        wait(GRACE.plusSeconds(1));
        // then
        assertThat(others.refresh(token)).isInstanceOf(Reused.class);
        assertThat(sessions.refresh(next)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldEndTheSessionWhenATokenIsRepeatedThatHasASuccessorInUse() {
        // given
        var started = sessions.startClient(learner, "client");
        var second = refreshed(sessions.refresh(started.secret())).token();
        var third = refreshed(sessions.refresh(second)).token();
        // when
        var outcome = others.refresh(started.secret());
        // then
        assertThat(outcome).isInstanceOf(Reused.class);
        assertThat(sessions.refresh(third)).isInstanceOf(Refused.class);
        revocations.read();
        assertThat(revocations.includes(callerOf(started.session()))).isTrue();
    }

    @Test
    void shouldAnswerOneSuccessorToAllWhoRefreshAtOnce() throws Exception {
        // given
        var token = sessions.startClient(learner, "client").secret();
        var barrier = new CyclicBarrier(8);
        Callable<String> one = () -> {
            barrier.await();
            return refreshed((Thread.currentThread().threadId() % 2 == 0 ? sessions : others).refresh(token))
                    .token();
        };
        // when
        var successors = new java.util.HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(Collections.nCopies(8, one))) {
                successors.add(outcome.get());
            }
        }
        // then
        assertThat(successors).hasSize(1);
        assertThat(sessions.refresh(successors.iterator().next())).isInstanceOf(Refreshed.class);
    }

    @Test
    void shouldRefuseATokenThatNobodyMade() {
        var token = sessions.startClient(learner, "client").secret();
        var page = sessions.startPage(learner, "page").secret();
        for (var invented :
                new String[] {"", "egr_", "egr_" + "A".repeat(43), token + "A", page, "egr_" + "ä".repeat(43)}) {
            assertThat(sessions.refresh(invented)).isInstanceOf(Refused.class);
        }
        assertThat(sessions.refresh(token)).isInstanceOf(Refreshed.class);
        assertThat(sessions.find(token)).isEmpty();
    }

    @Test
    void shouldEndWhatIsNotUsedAndAnythingAfterItsLongestTime() {
        // given
        var idle = sessions.startClient(learner, "idle").secret();
        var used = sessions.startClient(learner, "used").secret();
        // when
        for (int days = 0; days < 170; days += 29) {
            wait(Duration.ofDays(29));
            used = refreshed(sessions.refresh(used)).token();
        }
        // then
        assertThat(sessions.refresh(idle)).isInstanceOf(Refused.class);
        wait(Duration.ofDays(7));
        assertThat(sessions.refresh(used)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldRefuseWhoseAccountIsGoneOrDisabled() {
        // given
        var nobody = new LearnerId(UUID.randomUUID());
        var disabled = new LearnerId(UUID.randomUUID());
        accounts.create(new Account("disabled", "hash", disabled, Set.of("learner"), true));
        for (var who : new LearnerId[] {nobody, disabled}) {
            // when
            var client = sessions.startClient(who, "client").secret();
            var page = sessions.startPage(who, "page").secret();
            // then
            assertThat(sessions.refresh(client)).isInstanceOf(Refused.class);
            assertThat(sessions.find(page)).isEmpty();
        }
    }

    @Test
    void shouldRevokeEverythingOfOnePersonHereAtOnceAndElsewhereWhenItIsRead() {
        // given
        var before = sessions.startClient(learner, "client");
        var page = sessions.startPage(learner, "page");
        var token = token("script", Scope.DECKS_READ);
        var stranger =
                sessions.startClient(new LearnerId(UUID.randomUUID()), "other").session();
        var other = new AuthenticatedCaller(
                stranger.learnerId(), Set.of("learner"), Set.of(), stranger.id(), stranger.createdAt());
        wait(Duration.ofMillis(1));
        // when
        sessions.revokeAll(learner);
        wait(Duration.ofMillis(1));
        var after = sessions.startClient(learner, "client");
        // then
        assertThat(revocations.includes(callerOf(before.session()))).isTrue();
        assertThat(othersRevocations.includes(callerOf(before.session()))).isFalse();
        othersRevocations.read();
        assertThat(othersRevocations.includes(callerOf(before.session()))).isTrue();
        assertThat(othersRevocations.includes(callerOf(after.session()))).isFalse();
        assertThat(othersRevocations.includes(other)).isFalse();
        assertThat(others.refresh(before.secret())).isInstanceOf(Refused.class);
        assertThat(others.find(page.secret())).isEmpty();
        assertThat(others.find(token.secret())).isEmpty();
        assertThat(others.refresh(after.secret())).isInstanceOf(Refreshed.class);
    }

    @Test
    void shouldForgetARevocationWhenNoTokenOfBeforeIsGood() {
        // given
        var session = sessions.startClient(learner, "client").session();
        sessions.endAll(learner);
        // when
        wait(Revocations.REMEMBERED.plusSeconds(1));
        revocations.read();
        // then
        assertThat(revocations.includes(callerOf(session))).isFalse();
    }

    @Test
    void shouldListAndEndOwnSessionsOnly() {
        // given
        var stranger = new LearnerId(UUID.randomUUID());
        var mine = sessions.startClient(learner, "mine").session();
        var theirs = sessions.startClient(stranger, "theirs").session();
        // then
        assertThat(others.list(learner, Kind.CLIENT, Kind.PAGE))
                .extracting(Session::id)
                .containsExactly(mine.id());
        assertThat(sessions.end(learner, theirs.id(), Kind.CLIENT, Kind.PAGE)).isFalse();
        assertThat(sessions.end(learner, mine.id(), Kind.CLIENT, Kind.PAGE)).isTrue();
        assertThat(sessions.end(learner, mine.id(), Kind.CLIENT, Kind.PAGE)).isFalse();
        assertThat(others.list(stranger, Kind.CLIENT)).hasSize(1);
    }

    @Test
    void shouldEndTheSessionThatWasNotUsedForLongestWhereThereAreTooMany() {
        // given
        var first = sessions.startClient(learner, "first");
        for (int i = 0; i < LIFETIMES.perPerson(); i++) {
            wait(Duration.ofMinutes(1));
            sessions.startClient(learner, "more");
        }
        // then
        assertThat(sessions.list(learner, Kind.CLIENT)).hasSize(LIFETIMES.perPerson());
        assertThat(sessions.refresh(first.secret())).isInstanceOf(Refused.class);
    }

    private Started token(String name, Scope... scopes) {
        return sessions.createToken(learner, name, Set.of(scopes), Duration.ofDays(10))
                .orElseThrow();
    }

    @Test
    void shouldNarrowTheRolesOfItsOwnerToThoseOfTheScopes() {
        // when
        var caller = others.find(
                        token("script", Scope.DECKS_WRITE, Scope.MASTERY_READ).secret())
                .orElseThrow();
        // then
        assertThat(caller.roles()).containsExactly("learner");
        assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.DECKS_WRITE, Scope.MASTERY_READ);
    }

    @Test
    void shouldKeepAPersonalAccessTokenUntilItsEndOrItsOwnersWish() {
        // given
        var kept = token("kept", Scope.DECKS_READ);
        var deleted = token("deleted", Scope.DECKS_READ);
        // when
        sessions.end(learner, deleted.session().id(), Kind.TOKEN);
        sessions.endAll(learner);
        // then
        assertThat(others.find(deleted.secret())).isEmpty();
        assertThat(revocations.includes(others.find(kept.secret()).orElseThrow()))
                .isFalse();
        wait(Duration.ofDays(10));
        assertThat(others.find(kept.secret())).isEmpty();
    }

    @Test
    void shouldBoundThePersonalAccessTokensOfAPerson() {
        // given
        for (int i = 0; i < Sessions.MAX_TOKENS; i++) {
            token("script", Scope.DECKS_READ);
        }
        // then
        assertThat(sessions.createToken(learner, "more", Set.of(Scope.DECKS_READ), Duration.ofDays(1)))
                .isEmpty();
        assertThat(sessions.list(learner, Kind.TOKEN)).hasSize(Sessions.MAX_TOKENS);
    }
}
