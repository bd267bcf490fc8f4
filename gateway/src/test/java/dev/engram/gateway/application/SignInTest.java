package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Password;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
    private static final SignInOutcome REFUSED = new SignInOutcome.Refused();
    private static final Origin HOME = new Origin("192.0.2.1", null);
    private static final Origin ELSEWHERE = new Origin("198.51.100.9", null);

    private final ReversingPasswords passwords = new ReversingPasswords();
    private final AccountStore accounts = new InMemoryAccountStore();
    private final InMemoryAttemptStore attempts = new InMemoryAttemptStore();
    private final InMemoryKnownDevices devices = new InMemoryKnownDevices();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final HashingQueue hashing = new HashingQueue(1, 10, Duration.ofSeconds(10));
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private SignIn signIn;
    private Account ada;

    @BeforeEach
    void register() {
        ada = account("ada", "right");
        accounts.create(ada);
        signIn = signIn(true);
    }

    @AfterEach
    void close() {
        hashing.close();
    }

    private SignIn signIn(boolean takesDemoAccounts) {
        return new SignIn(
                accounts,
                passwords,
                hashing,
                new SignInThrottle(attempts),
                devices,
                audit,
                () -> now,
                takesDemoAccounts);
    }

    private Account account(String username, String password) {
        return new Account(
                username,
                passwords.hash(Password.typed(password)),
                new LearnerId(UUID.randomUUID()),
                Set.of("learner"),
                false);
    }

    private SignInOutcome attempt(String name, String password) {
        return signIn.attempt(name, password, HOME);
    }

    private static Account signedIn(SignInOutcome outcome) {
        assertThat(outcome).isInstanceOf(SignInOutcome.SignedIn.class);
        return ((SignInOutcome.SignedIn) outcome).account();
    }

    @Test
    void shouldCompareOnceWhetherThereIsAnAccountOrNot() {
        assertThat(attempt("ada", "wrong")).isEqualTo(REFUSED);
        assertThat(attempt("nobody", "wrong")).isEqualTo(REFUSED);
        assertThat(attempt("no such {name}", "wrong")).isEqualTo(REFUSED);
        assertThat(passwords.compared).hasSize(3);
    }

    @Test
    void shouldRefuseAnAccountWithoutAPassword() {
        accounts.create(account("external", "x").withPasswordHash(null));
        assertThat(attempt("external", "x")).isEqualTo(REFUSED);
        assertThat(passwords.compared).hasSize(1);
    }

    @Test
    void shouldNotEvenCompareAfterTooManyFailures() {
        // given
        for (int i = 0; i < 5; i++) {
            attempt("ada", "wrong");
        }
        passwords.compared.clear();
        // then
        assertThat(attempt("Ada", "right")).isEqualTo(new SignInOutcome.TooMany(Duration.ofSeconds(2)));
        assertThat(passwords.compared).isEmpty();
        assertThat(attempt("somebody-else", "wrong")).isEqualTo(REFUSED);
        now = now.plusSeconds(2);
        assertThat(signedIn(attempt("ada", "right"))).isEqualTo(ada);
    }

    @Test
    void shouldForgetFailuresOnceSomebodySignedIn() {
        for (int round = 0; round < 3; round++) {
            // given
            for (int i = 0; i < 4; i++) {
                assertThat(attempt("ada", "wrong")).isEqualTo(REFUSED);
            }
            // then
            assertThat(signedIn(attempt("ada", "right"))).isEqualTo(ada);
        }
    }

    @Test
    void shouldLetTheOwnerInWhileSomebodyElsewhereTriesTwiceASecond() {
        for (int second = 0; second < 3_600; second++) {
            // given
            signIn.attempt("ada", "wrong", ELSEWHERE);
            signIn.attempt("ada", "wrong", ELSEWHERE);
            now = now.plusSeconds(1);
            if (second % 600 == 0) {
                // then
                assertThat(signedIn(attempt("ada", "right"))).isEqualTo(ada);
                devices.forget(ada.learnerId());
            }
        }
    }

    @Test
    void shouldLetTheOwnersDeviceInWhileSomebodyAtTheSameAddressTries() {
        // given
        var device = ((SignInOutcome.SignedIn) attempt("ada", "right")).device();
        for (int i = 0; i < 20; i++) {
            attempt("ada", "wrong");
        }
        // then
        assertThat(attempt("ada", "right")).isInstanceOf(SignInOutcome.TooMany.class);
        assertThat(signedIn(signIn.attempt("ada", "right", new Origin(HOME.address(), device))))
                .isEqualTo(ada);
    }

    @Test
    void shouldLetTheOwnerInAtAKnownAddressWhileManyAddressesTry() {
        // given
        attempt("ada", "right");
        for (int i = 0; i < 200; i++) {
            signIn.attempt("ada", "wrong", new Origin("203.0.113." + i, null));
        }
        // then
        assertThat(signIn.attempt("ada", "right", ELSEWHERE)).isInstanceOf(SignInOutcome.TooMany.class);
        assertThat(signedIn(attempt("ada", "right"))).isEqualTo(ada);
    }

    @Test
    void shouldSlowDownAnAddressThatTriesManyNames() {
        // given
        for (int i = 0; i < 50; i++) {
            assertThat(signIn.attempt("name-" + i, "wrong", ELSEWHERE)).isEqualTo(REFUSED);
        }
        // then
        assertThat(signIn.attempt("ada", "right", ELSEWHERE)).isInstanceOf(SignInOutcome.TooMany.class);
        assertThat(signedIn(attempt("ada", "right"))).isEqualTo(ada);
    }

    @Test
    void shouldNotCountThoseOfAClassWhoSignIn() {
        for (int i = 0; i < 100; i++) {
            accounts.create(account("learner-" + i, "right"));
            assertThat(attempt("learner-" + i, "right")).isInstanceOf(SignInOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"right\0", "\uff52ight", "righ\u0000t", "right\ud800"})
    void shouldRefuseWhatAnotherHashWouldTakeForTheSame(String typed) {
        assertThat(attempt("ada", typed)).isEqualTo(REFUSED);
    }

    @Test
    void shouldRefuseALongerPasswordThanAnyThoughItWereTheRightOne() {
        accounts.create(account("bob", "x".repeat(129)));
        assertThat(attempt("bob", "x".repeat(129))).isEqualTo(REFUSED);
        assertThat(passwords.compared).hasSize(1);
    }

    @Test
    void shouldHashThePasswordOfAnEarlierReleaseAgain() {
        // given
        var old = account("old", "password");
        accounts.create(old.withPasswordHash("old " + old.passwordHash()));
        // when
        assertThat(attempt("old", "wrong")).isEqualTo(REFUSED);
        assertThat(accounts.find("old").orElseThrow().passwordHash()).startsWith("old ");
        signedIn(attempt("old", "password"));
        // then
        assertThat(accounts.find("old").orElseThrow().passwordHash()).isEqualTo(old.passwordHash());
        signedIn(attempt("old", "password"));
    }

    @Test
    void shouldRefuseWhoseAccountWasSignedOutWhileThePasswordWasCompared() {
        // given
        passwords.meanwhile =
                () -> accounts.update(accounts.find("ada").orElseThrow().signedOut(now));
        // then
        assertThat(attempt("ada", "right")).isEqualTo(REFUSED);
        passwords.meanwhile = () -> accounts.delete(accounts.find("ada").orElseThrow());
        assertThat(attempt("ada", "right")).isEqualTo(REFUSED);
        assertThat(audit.entries).extracting(AuditEntry::outcome).containsOnly(Outcome.REFUSED);
    }

    @Test
    void shouldSignOutDemoAccountsWhereTheyAreTurnedOffAndNobodyElse() {
        // given
        DemoAccounts.create(accounts, passwords, _ -> false);
        accounts.delete(accounts.find("learner").orElseThrow());
        accounts.create(account("learner", "somebody's own"));
        var told = new ArrayList<String>();
        // when
        DemoAccounts.signOut(accounts, account -> told.add(account.username()), now);
        // then
        assertThat(told).containsExactly("author");
        assertThat(accounts.find("author")).get().returns(1L, Account::signOuts);
        assertThat(accounts.find("learner")).get().returns(0L, Account::signOuts);
    }

    @Test
    void shouldCreateDemoAccountsOnce() {
        assertThat(DemoAccounts.create(accounts, passwords, _ -> false)).isEqualTo(2);
        var before = accounts.find("author");
        assertThat(DemoAccounts.create(accounts, passwords, _ -> false)).isZero();
        assertThat(accounts.find("author")).isEqualTo(before).isPresent();
        signedIn(attempt("learner", "learn-transformers"));
    }

    @Test
    void shouldRefuseTheDemoAccountsThatAnEarlierRunLeftAndNobodyElse() {
        // given
        DemoAccounts.create(accounts, passwords, _ -> false);
        // the password of one account was changed
        var learner = accounts.find("learner").orElseThrow();
        accounts.update(learner.withPasswordHash(passwords.hash(Password.typed("of its own"))));
        accounts.create(account("eve", "write-transformers"));
        signIn = signIn(false);
        // then
        assertThat(attempt("author", "write-transformers")).isEqualTo(REFUSED);
        assertThat(attempt("author", "write-transformers\0")).isEqualTo(REFUSED);
        assertThat(attempt("learner", "of its own")).isEqualTo(REFUSED);
        signedIn(attempt("eve", "write-transformers"));
        signedIn(attempt("ada", "right"));
    }

    @Test
    void shouldRefuseTheDemoAccountsOfReleasesThatGaveThemRandomPseudonyms() {
        // given
        accounts.create(account("author", "write-transformers"));
        accounts.create(account("learner", "somebody's own"));
        DemoAccounts.mark(accounts, passwords);
        signIn = signIn(false);
        // then
        assertThat(attempt("author", "write-transformers")).isEqualTo(REFUSED);
        signedIn(attempt("learner", "somebody's own"));
    }

    @Test
    void shouldTellTheAuditTrailOfEveryAttemptButOfThoseThatMustWaitOnceAMinute() {
        // when
        attempt("ada", "right");
        attempt("nobody", "wrong");
        for (int i = 0; i < 30; i++) {
            attempt("ada", "wrong");
        }
        // then
        assertThat(audit.entries)
                .extracting(AuditEntry::outcome)
                .containsExactly(
                        Outcome.OK,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.THROTTLED);
        assertThat(audit.entries.getFirst())
                .returns(ada.learnerId(), AuditEntry::subject)
                .returns(HOME.address(), AuditEntry::address);
        assertThat(audit.entries.get(1).subject()).isNull();
    }
}
