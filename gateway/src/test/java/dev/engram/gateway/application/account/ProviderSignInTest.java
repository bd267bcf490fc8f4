package dev.engram.gateway.application.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.InMemoryAccountStore;
import dev.engram.gateway.application.InMemoryAuditTrail;
import dev.engram.gateway.application.account.ProviderSignIn.ProviderOutcome;
import dev.engram.gateway.application.account.ProviderSignIn.Refusal;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ExternalIdentity;
import dev.engram.gateway.domain.Origin;
import dev.engram.kit.auth.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which account somebody gets whom a provider has identified, and who gets none. */
class ProviderSignInTest {
    private static final Origin HOME = new Origin("192.0.2.1", null);
    private static final ExternalIdentity ADA = new ExternalIdentity("https://login.example.org", "0815");
    private static final Set<String> LEARNER = Set.of(Role.LEARNER_GROUP);

    private final AccountStore accounts = new InMemoryAccountStore();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final List<LearnerId> revoked = new ArrayList<>();
    private final ProviderSignIn signIn = new ProviderSignIn(
            accounts,
            new AccountChanges(accounts, account -> revoked.add(account.learnerId()), audit, Instant::now),
            audit,
            Instant::now);

    @ParameterizedTest
    @CsvSource({
        "Ada.Lovelace, ada.lovelace",
        "ada@example.org, ada-example.org",
        "' José  Ñandú ', jos-and",
        "-_ada_-, ada",
        "a, a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void shouldMakeAUsernameOfWhatTheProviderSays(String name, String expected) {
        // when
        var username = ProviderSignIn.username(name);
        // then
        assertThat(username).isEqualTo(expected).matches(Account::isUsername);
    }

    @ParameterizedTest
    @CsvSource({",", "'  ',", "艾达,", "---,"})
    void shouldMakeARandomUsernameWhereTheProviderSaysNothingUsable(String name, String ignored) {
        assertThat(ProviderSignIn.username(name)).startsWith("person-").matches(Account::isUsername);
    }

    @Test
    void shouldNumberUsernamesThatAreTakenAndLinkToNone() {
        // given
        var local = new Account("ada", "hash", new LearnerId(UUID.randomUUID()), LEARNER, false);
        accounts.create(local);
        for (int i = 2; i <= 25; i++) {
            signIn.attempt(new ExternalIdentity(ADA.issuer(), "other " + i), "ada", LEARNER, HOME);
        }
        // when
        var outcome = signIn.attempt(ADA, "ada", LEARNER, HOME);
        // then
        assertThat(accounts.find("ada")).contains(local);
        assertThat(accounts.find("ada-2")).isPresent();
        assertThat(outcome).isInstanceOfSatisfying(ProviderOutcome.SignedIn.class, in -> {
            assertThat(in.account().username()).matches("ada-[0-9a-f]{8}");
            assertThat(in.account().learnerId()).isNotEqualTo(local.learnerId());
        });
    }

    @Test
    void shouldTellPeopleOfTwoProvidersApart() {
        // given
        var one = signIn.attempt(ADA, "ada", LEARNER, HOME);
        // when
        var other =
                signIn.attempt(new ExternalIdentity("https://other.example.org", ADA.subject()), "ada", LEARNER, HOME);
        // then
        assertThat(account(other).learnerId()).isNotEqualTo(account(one).learnerId());
        assertThat(account(signIn.attempt(ADA, "renamed", LEARNER, HOME))).isEqualTo(account(one));
    }

    @Test
    void shouldSignOutBeforeItGivesFewerRoles() {
        // given
        var before = account(signIn.attempt(ADA, "ada", Set.of(Role.LEARNER_GROUP, Role.TEACHER_GROUP), HOME));
        // when
        var after = account(signIn.attempt(ADA, "ada", LEARNER, HOME));
        // then
        assertThat(after.roles()).isEqualTo(LEARNER);
        assertThat(revoked).containsExactly(before.learnerId());
    }

    @Test
    void shouldSignNobodyInWhoseRoleCannotBeTaken() {
        // given
        var only = account(signIn.attempt(ADA, "ada", Set.of(Role.ADMINISTRATOR_GROUP), HOME));
        // when
        var outcome = signIn.attempt(ADA, "ada", LEARNER, HOME);
        // then
        assertThat(outcome).isEqualTo(new ProviderOutcome.Refused(Refusal.LAST_ADMINISTRATOR));
        assertThat(revoked).containsExactly(only.learnerId());
    }

    @Test
    void shouldMakeNoAccountForWhoHasNoRole() {
        // when
        var outcome = signIn.attempt(ADA, "ada", Set.of(), HOME);
        // then
        assertThat(outcome).isEqualTo(new ProviderOutcome.Refused(Refusal.NO_ROLE));
        assertThat(accounts.findByIdentity(ADA)).isEmpty();
    }

    @Test
    void shouldRefuseADisabledAccount() {
        // given
        var account = account(signIn.attempt(ADA, "ada", LEARNER, HOME));
        accounts.update(account.withDisabled(true));
        // when
        var outcome = signIn.attempt(ADA, "ada", Set.of(Role.AUTHOR_GROUP), HOME);
        // then
        assertThat(outcome).isEqualTo(new ProviderOutcome.Refused(Refusal.DISABLED));
    }

    private static Account account(ProviderOutcome outcome) {
        return ((ProviderOutcome.SignedIn) outcome).account();
    }
}
