package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.domain.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final SignInOutcome REFUSED = new SignInOutcome.Refused();

    private final List<String> compared = new ArrayList<>();
    private final AccountStore accounts = new InMemoryAccountStore();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private SignIn signIn;
    private Account ada;

    /** Hashes by writing backwards, and remembers what it was asked to compare. */
    private final Passwords passwords = new Passwords() {
        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            compared.add(password);
            return hash(password).equals(hash);
        }
    };

    @BeforeEach
    void register() {
        ada = new Account("ada", passwords.hash("right"), new LearnerId(UUID.randomUUID()), Set.of("learner"), false);
        accounts.create(ada);
        signIn = new SignIn(accounts, passwords, () -> now, true);
    }

    @Test
    void shouldCompareOnceWhetherThereIsAnAccountOrNot() {
        assertThat(signIn.attempt("ada", "wrong")).isEqualTo(REFUSED);
        assertThat(signIn.attempt("nobody", "wrong")).isEqualTo(REFUSED);
        assertThat(signIn.attempt("no such {name}", "wrong")).isEqualTo(REFUSED);
        assertThat(compared).hasSize(3);
    }

    @Test
    void shouldNotLetTheComparisonForNobodySucceed() {
        assertThat(signIn.attempt("nobody", "no account has this password")).isEqualTo(REFUSED);
    }

    @Test
    void shouldNotEvenCompareAfterTooManyFailures() {
        // given
        for (int i = 0; i < 5; i++) {
            signIn.attempt("ada", "wrong");
        }
        compared.clear();
        // then
        assertThat(signIn.attempt("Ada", "right")).isEqualTo(new SignInOutcome.TooMany(Duration.ofSeconds(2)));
        assertThat(compared).isEmpty();
        assertThat(signIn.attempt("somebody-else", "wrong")).isEqualTo(REFUSED);
        now = now.plusSeconds(2);
        assertThat(signIn.attempt("ada", "right")).isEqualTo(new SignInOutcome.SignedIn(ada));
    }

    @Test
    void shouldForgetFailuresOnceSomebodySignedIn() {
        // given
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(signIn.attempt("ada", "wrong")).isEqualTo(REFUSED);
            }
            // then
            assertThat(signIn.attempt("ada", "right")).isEqualTo(new SignInOutcome.SignedIn(ada));
        }
    }

    @Test
    void shouldRefuseAPasswordOfWhichTheHashSeesOnlyABeginning() {
        // given
        var longest = "x".repeat(Passwords.MAX_BYTES);
        accounts.create(new Account(
                "bob", passwords.hash(longest + "y"), new LearnerId(UUID.randomUUID()), Set.of("learner"), false));
        // then
        assertThat(signIn.attempt("bob", longest + "y")).isEqualTo(REFUSED);
    }

    @Test
    void shouldCreateDemoAccountsOnce() {
        assertThat(DemoAccounts.create(accounts, passwords, _ -> false)).isEqualTo(2);
        var before = accounts.find("author");
        assertThat(DemoAccounts.create(accounts, passwords, _ -> false)).isZero();
        assertThat(accounts.find("author")).isEqualTo(before).isPresent();
        assertThat(signIn.attempt("learner", "learn-transformers")).isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void shouldRefuseThePublishedPasswordsThatAnEarlierRunLeft() {
        // given
        DemoAccounts.create(accounts, passwords, _ -> false);
        accounts.create(new Account(
                "eve",
                passwords.hash("write-transformers"),
                new LearnerId(UUID.randomUUID()),
                Set.of("learner"),
                false));
        var inEarnest = new SignIn(accounts, passwords, () -> now, false);
        // then
        assertThat(inEarnest.attempt("learner", "learn-transformers")).isEqualTo(REFUSED);
        assertThat(inEarnest.attempt("author", "write-transformers")).isEqualTo(REFUSED);
        assertThat(inEarnest.attempt("eve", "write-transformers")).isEqualTo(REFUSED);
        assertThat(inEarnest.attempt("ada", "right")).isEqualTo(new SignInOutcome.SignedIn(ada));
    }
}
