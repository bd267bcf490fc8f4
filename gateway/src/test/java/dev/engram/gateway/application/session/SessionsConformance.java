package dev.engram.gateway.application.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore.Change;
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
import java.util.List;
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
    private Account one;
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
        one = new Account("one", "hash", learner, Set.of("learner", "operator"), false);
        accounts.create(one);
        store = emptyStore();
        var second = again(store);
        revocations = new Revocations(store, accounts, now::get);
        othersRevocations = new Revocations(second, accounts, now::get);
        sessions = new Sessions(store, accounts, revocations, now::get, LIFETIMES, true);
        others = new Sessions(second, accounts, othersRevocations, now::get, LIFETIMES, true);
    }

    private void wait(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private AuthenticatedCaller callerOf(Session session) {
        return new AuthenticatedCaller(
                session.learnerId(), Set.of("learner"), session.kind(), Set.of(), session.id(), session.signOuts());
    }

    private static Account account(LearnerId learner) {
        return new Account("somebody", "hash", learner, Set.of("learner"), false);
    }

    /** The write of an account that signs everything out, and nothing that follows it. */
    private Account signOut() {
        var after = accounts.find("one").orElseThrow().signedOut(now.get());
        assertThat(accounts.update(after)).isEqualTo(Change.DONE);
        return after;
    }

    private static Refreshed refreshed(RefreshOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refreshed.class);
        return (Refreshed) outcome;
    }

    @Test
    void shouldExchangeARefreshTokenForTheNextOneAtAnyInstance() {
        // given
        var token = sessions.startClient(one, "client").secret();
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
        var token = sessions.startClient(one, "client").secret();
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
        var token = sessions.startClient(one, "client").secret();
        var next = refreshed(sessions.refresh(token)).token();
        wait(GRACE.plusSeconds(1));
        // then
        assertThat(others.refresh(token)).isInstanceOf(Reused.class);
        assertThat(sessions.refresh(next)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldEndTheSessionWhenATokenIsRepeatedThatHasASuccessorInUse() {
        // given
        var started = sessions.startClient(one, "client");
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
        var token = sessions.startClient(one, "client").secret();
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
        var token = sessions.startClient(one, "client").secret();
        var page = sessions.startPage(one, "page").secret();
        for (var invented :
                new String[] {"", "egr_", "egr_" + "A".repeat(43), token + "A", page, "egr_" + "ä".repeat(43)}) {
            assertThat(sessions.refresh(invented)).isInstanceOf(Refused.class);
        }
        assertThat(sessions.refresh(token)).isInstanceOf(Refreshed.class);
        assertThat(sessions.find(Kind.PAGE, token)).isEmpty();
    }

    @Test
    void shouldEndWhatIsNotUsedAndAnythingAfterItsLongestTime() {
        // given
        var idle = sessions.startClient(one, "idle").secret();
        var used = sessions.startClient(one, "used").secret();
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
            var client = sessions.startClient(account(who), "client").secret();
            var page = sessions.startPage(account(who), "page").secret();
            // then
            assertThat(sessions.refresh(client)).isInstanceOf(Refused.class);
            assertThat(sessions.find(Kind.PAGE, page)).isEmpty();
        }
    }

    @Test
    void shouldRevokeEverythingOfOnePersonHereAtOnceAndElsewhereWhenItIsRead() {
        // given
        var before = sessions.startClient(one, "client");
        var page = sessions.startPage(one, "page");
        var token = token("script", Scope.DECKS_READ);
        var stranger = sessions.startClient(account(new LearnerId(UUID.randomUUID())), "other")
                .session();
        var other = callerOf(stranger);
        // when, within one millisecond
        var signedOut = signOut();
        sessions.signedOut(signedOut);
        var after = sessions.startClient(signedOut, "client");
        // then
        assertThat(revocations.includes(callerOf(before.session()))).isTrue();
        assertThat(othersRevocations.includes(callerOf(before.session()))).isFalse();
        othersRevocations.read();
        assertThat(othersRevocations.includes(callerOf(before.session()))).isTrue();
        assertThat(othersRevocations.includes(callerOf(after.session()))).isFalse();
        assertThat(othersRevocations.includes(other)).isFalse();
        assertThat(others.refresh(before.secret())).isInstanceOf(Refused.class);
        assertThat(others.find(Kind.PAGE, page.secret())).isEmpty();
        assertThat(others.find(Kind.TOKEN, token.secret())).isEmpty();
        assertThat(others.refresh(after.secret())).isInstanceOf(Refreshed.class);
    }

    @Test
    void shouldEndEverythingByTheWriteOfTheAccountAloneThoughTheProcessDiesAfterIt() {
        // given
        var client = sessions.startClient(one, "client");
        var page = sessions.startPage(one, "page");
        var token = token("script", Scope.DECKS_READ);
        // when
        signOut();
        // then
        for (var instance : List.of(sessions, others)) {
            assertThat(instance.refresh(client.secret())).isInstanceOf(Refused.class);
            assertThat(instance.find(Kind.PAGE, page.secret())).isEmpty();
            assertThat(instance.find(Kind.TOKEN, token.secret())).isEmpty();
            assertThat(instance.list(learner, Kind.values())).isEmpty();
        }
        for (var instance : List.of(revocations, othersRevocations)) {
            instance.read();
            assertThat(List.of(client, page, token))
                    .allMatch(started -> instance.includes(callerOf(started.session())));
        }
    }

    @Test
    void shouldRefuseWhatBeginsAfterItsAccountWasSignedOutButWithAPasswordCheckedBefore() {
        // given
        var maker = callerOf(sessions.startClient(one, "client").session());
        var signedOut = signOut();
        sessions.signedOut(signedOut);
        wait(Duration.ofSeconds(1));
        // when
        var client = sessions.startClient(one, "late");
        var page = sessions.startPage(one, "late");
        // then
        assertThatThrownBy(() -> sessions.createToken(maker, "late", Set.of(Scope.DECKS_READ), Duration.ofDays(1)))
                .hasMessageContaining("sign in again");
        assertThat(sessions.list(learner, Kind.TOKEN)).isEmpty();
        assertThat(others.refresh(client.secret())).isInstanceOf(Refused.class);
        assertThat(others.find(Kind.PAGE, page.secret())).isEmpty();
        othersRevocations.read();
        assertThat(othersRevocations.includes(callerOf(client.session()))).isTrue();
        assertThat(others.refresh(sessions.startClient(signedOut, "new").secret()))
                .isInstanceOf(Refreshed.class);
    }

    @Test
    void shouldRefuseEverythingOfAPersonWhoIsErasedForGood() {
        // given
        signOut();
        var account = signOut();
        var client = sessions.startClient(account, "client");
        var page = sessions.startPage(account, "page");
        var token = sessions.createToken(
                        callerOf(client.session()), "script", Set.of(Scope.DECKS_READ), Duration.ofDays(1))
                .orElseThrow();
        // when
        sessions.revokeAll(learner);
        assertThat(accounts.delete(accounts.find("one").orElseThrow())).isEqualTo(Change.DONE);
        var late = sessions.startClient(account, "late");
        // then
        othersRevocations.read();
        assertThat(othersRevocations.includes(callerOf(client.session()))).isTrue();
        assertThat(othersRevocations.includes(callerOf(late.session()))).isTrue();
        assertThat(others.refresh(late.secret())).isInstanceOf(Refused.class);
        assertThat(others.find(Kind.PAGE, page.secret())).isEmpty();
        assertThat(others.find(Kind.TOKEN, token.secret())).isEmpty();
        var maker = callerOf(client.session());
        assertThatThrownBy(() -> others.createToken(maker, "late", Set.of(Scope.DECKS_READ), Duration.ofDays(1)))
                .hasMessageContaining("sign in again");
        assertThat(store.of(learner, now.get()))
                .allMatch(kept -> kept.id().equals(late.session().id()));
    }

    @Test
    void shouldRefuseSessionsAndTokensOfDemoAccountsWhereTheseAreTurnedOff() {
        // given
        assertThat(accounts.update(one.asDemo())).isEqualTo(Change.DONE);
        var client = sessions.startClient(one, "client");
        var page = sessions.startPage(one, "page");
        var token = token("script", Scope.DECKS_READ);
        var off = new Sessions(store, accounts, revocations, now::get, LIFETIMES, false);
        // then
        assertThat(off.refresh(client.secret())).isInstanceOf(Refused.class);
        assertThat(off.find(Kind.PAGE, page.secret())).isEmpty();
        assertThat(off.find(Kind.TOKEN, token.secret())).isEmpty();
        assertThat(sessions.refresh(client.secret())).isInstanceOf(Refreshed.class);
    }

    @Test
    void shouldTakeEachCredentialForItsOwnUseOnly() {
        // given
        var page = sessions.startPage(one, "page");
        var token = token("script");
        // then
        assertThat(sessions.find(Kind.TOKEN, page.secret())).isEmpty();
        assertThat(sessions.find(Kind.PAGE, token.secret())).isEmpty();
        assertThat(sessions.find(Kind.PAGE, page.secret())).get().returns(false, AuthenticatedCaller::isScript);
        // one whose scopes a later release does not know any more
        assertThat(sessions.find(Kind.TOKEN, token.secret()))
                .get()
                .returns(true, AuthenticatedCaller::isScript)
                .returns(Set.of(), AuthenticatedCaller::roles);
    }

    @Test
    void shouldKeepAPageThatIsUsedHoweverShortItMayBeIdle() {
        // given
        var idle = Duration.ofMinutes(10);
        var lifetimes = new Lifetimes(Duration.ofDays(30), idle, Duration.ofDays(180), GRACE, 5);
        var strict = new Sessions(store, accounts, revocations, now::get, lifetimes, true);
        var page = strict.startPage(one, "page").secret();
        // when
        for (int i = 0; i < 20; i++) {
            wait(Duration.ofMinutes(7));
            assertThat(strict.find(Kind.PAGE, page)).isPresent();
        }
        // then
        wait(idle.plusSeconds(1));
        assertThat(strict.find(Kind.PAGE, page)).isEmpty();
    }

    @Test
    void shouldForgetARevocationWhenNoTokenOfBeforeIsGood() {
        // given
        var session = sessions.startClient(one, "client").session();
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
        var mine = sessions.startClient(one, "mine").session();
        var theirs = sessions.startClient(account(stranger), "theirs").session();
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
        var first = sessions.startClient(one, "first");
        for (int i = 0; i < LIFETIMES.perPerson(); i++) {
            wait(Duration.ofMinutes(1));
            sessions.startClient(one, "more");
        }
        // then
        assertThat(sessions.list(learner, Kind.CLIENT)).hasSize(LIFETIMES.perPerson());
        assertThat(sessions.refresh(first.secret())).isInstanceOf(Refused.class);
        assertThat(revocations.includes(callerOf(first.session()))).isTrue();
    }

    private Started token(String name, Scope... scopes) {
        return sessions.createToken(
                        callerOf(sessions.startClient(one, "maker").session()),
                        name,
                        Set.of(scopes),
                        Duration.ofDays(10))
                .orElseThrow();
    }

    @Test
    void shouldNarrowTheRolesOfItsOwnerToThoseOfTheScopes() {
        // when
        var caller = others.find(
                        Kind.TOKEN,
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
        assertThat(others.find(Kind.TOKEN, deleted.secret())).isEmpty();
        assertThat(revocations.includes(others.find(Kind.TOKEN, kept.secret()).orElseThrow()))
                .isFalse();
        wait(Duration.ofDays(10));
        assertThat(others.find(Kind.TOKEN, kept.secret())).isEmpty();
    }

    @Test
    void shouldBoundThePersonalAccessTokensOfAPerson() {
        // given
        for (int i = 0; i < Sessions.MAX_TOKENS; i++) {
            token("script", Scope.DECKS_READ);
        }
        // then
        assertThat(sessions.createToken(
                        callerOf(sessions.startClient(one, "maker").session()),
                        "more",
                        Set.of(Scope.DECKS_READ),
                        Duration.ofDays(1)))
                .isEmpty();
        assertThat(sessions.list(learner, Kind.TOKEN)).hasSize(Sessions.MAX_TOKENS);
    }
}
