package dev.engram.gateway.application.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.HashingQueue;
import dev.engram.gateway.application.InMemoryAccountStore;
import dev.engram.gateway.application.InMemoryAttemptStore;
import dev.engram.gateway.application.InMemoryAuditTrail;
import dev.engram.gateway.application.InMemoryKnownDevices;
import dev.engram.gateway.application.KnownDevices.Familiarity;
import dev.engram.gateway.application.ReversingPasswords;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Password;
import dev.engram.kit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows changes of accounts and passwords: who is signed out, and what the audit trail has. */
class AccountChangesTest {
    private static final Origin HOME = new Origin("192.0.2.1", null);
    private static final String PASSWORD = "correct horse battery";
    private static final String OTHER = "staple of another kind";

    private final AccountStore accounts = new InMemoryAccountStore();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryKnownDevices devices = new InMemoryKnownDevices();
    private final List<LearnerId> revoked = new ArrayList<>();
    private final HashingQueue hashing = new HashingQueue(1, 10, Duration.ofSeconds(10));
    private final AtomicBoolean isAway = new AtomicBoolean();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    private final AccountChanges changes =
            new AccountChanges(accounts, account -> revoked.add(account.learnerId()), audit, () -> now);
    private final ReversingPasswords hashes = new ReversingPasswords();
    private final PasswordChanges passwords = new PasswordChanges(
            accounts,
            changes,
            new NewPasswords(hashes, hashing),
            new InMemoryPasswordResets(),
            new AccountLinks((_, _, _) -> false, "https://learn.example.org"),
            devices,
            new InMemoryAttemptStore(),
            audit,
            () -> now);

    private Account ada;
    private Actor administrator;

    /** Links in memory. */
    private final class InMemoryPasswordResets implements PasswordResetStore {
        private final Map<String, Link> links = new HashMap<>();

        @Override
        public void replace(Link link, String digest) {
            delete(link.account());
            links.put(digest, link);
        }

        @Override
        public Optional<Link> find(String digest, Instant now) {
            return Optional.ofNullable(links.get(digest)).filter(link -> now.isBefore(link.expiresAt()));
        }

        @Override
        public void delete(LearnerId account) {
            if (isAway.get()) {
                throw new IllegalStateException("the database is away");
            }
            links.values().removeIf(link -> link.account().equals(account));
        }
    }

    @BeforeEach
    void register() {
        ada = new Account(
                "ada",
                hashes.hash(Password.typed(PASSWORD)),
                new LearnerId(UUID.randomUUID()),
                Set.of("learner", "author"),
                false);
        accounts.create(ada);
        administrator = new Actor(new LearnerId(UUID.randomUUID()), HOME);
    }

    @AfterEach
    void close() {
        hashing.close();
    }

    private List<AuditAction> actions() {
        return audit.entries.stream().map(AuditEntry::action).toList();
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem().slug();
    }

    @Test
    void shouldSignOutWhoLosesARoleOrIsDisabledAndNobodyElse() {
        // when
        changes.change(administrator, "ada", null, Set.of("learner", "author", "teacher"), null);
        changes.changeEmail(new Actor(ada.learnerId(), HOME), ada, "ada@example.org");
        changes.change(administrator, "ada", null, null, false);
        // then
        assertThat(revoked).isEmpty();
        changes.change(administrator, "ada", null, Set.of("learner"), null);
        assertThat(revoked).hasSize(1);
        changes.change(administrator, "ada", null, null, true);
        assertThat(revoked).containsExactly(ada.learnerId(), ada.learnerId());
        assertThat(actions())
                .containsExactly(
                        AuditAction.ROLES_CHANGED,
                        AuditAction.EMAIL_CHANGED,
                        AuditAction.ROLES_CHANGED,
                        AuditAction.ACCOUNT_DISABLED);
    }

    @Test
    void shouldSignOutAndForgetDevicesWhenAPasswordIsChanged() {
        // given
        devices.remember(ada.learnerId(), HOME, now);
        var owner = new Actor(ada.learnerId(), HOME);
        // then
        assertThat(refusal(() -> passwords.change(owner, ada, OTHER, OTHER))).isEqualTo("credentials-wrong");
        assertThat(revoked).isEmpty();
        passwords.change(owner, ada, PASSWORD, OTHER);
        assertThat(revoked).containsExactly(ada.learnerId());
        assertThat(devices.familiarity(ada.learnerId(), HOME, now)).isEqualTo(Familiarity.NONE);
        assertThat(audit.entries).extracting(AuditEntry::outcome).containsExactly(Outcome.REFUSED, Outcome.OK);
    }

    @Test
    void shouldLetWhoGuessesTheCurrentPasswordWait() {
        // given
        var owner = new Actor(ada.learnerId(), HOME);
        for (int guess = 0; guess < 5; guess++) {
            assertThat(refusal(() -> passwords.change(owner, ada, OTHER, OTHER)))
                    .isEqualTo("credentials-wrong");
        }
        // then
        assertThat(refusal(() -> passwords.change(owner, ada, PASSWORD, OTHER))).isEqualTo("too-many-attempts");
        now = now.plus(Duration.ofHours(2));
        passwords.change(owner, ada, PASSWORD, OTHER);
        assertThat(revoked).containsExactly(ada.learnerId());
    }

    @Test
    void shouldSetAPasswordByTheLatestLinkOnceWithinADay() {
        // given
        var first = secret();
        var second = secret();
        // then
        assertThat(refusal(() -> passwords.reset(HOME, first, OTHER))).isEqualTo("link-expired");
        assertThat(refusal(() -> passwords.reset(HOME, second, "too short"))).isEqualTo("invalid-field");
        passwords.reset(HOME, second, OTHER);
        assertThat(revoked).containsExactly(ada.learnerId());
        assertThat(accounts.find("ada").orElseThrow().passwordHash()).isEqualTo(hashes.hash(Password.typed(OTHER)));
        assertThat(refusal(() -> passwords.reset(HOME, second, OTHER))).isEqualTo("link-expired");
        var third = secret();
        now = now.plus(Duration.ofHours(24));
        assertThat(refusal(() -> passwords.reset(HOME, third, OTHER))).isEqualTo("link-expired");
    }

    @Test
    void shouldSpendALinkByTheWriteOfThePasswordAlone() {
        // given
        var secret = secret();
        isAway.set(true);
        // when
        assertThatThrownBy(() -> passwords.reset(HOME, secret, OTHER)).isInstanceOf(IllegalStateException.class);
        // then
        isAway.set(false);
        assertThat(accounts.find("ada").orElseThrow().passwordHash()).isEqualTo(hashes.hash(Password.typed(OTHER)));
        assertThat(refusal(() -> passwords.reset(HOME, secret, PASSWORD))).isEqualTo("link-expired");
        assertThat(accounts.find("ada").orElseThrow().passwordHash()).isEqualTo(hashes.hash(Password.typed(OTHER)));
        assertThat(revoked).containsExactly(ada.learnerId());
    }

    @Test
    void shouldSignOutByTheSameWriteAsTheChange() {
        // when
        changes.change(administrator, "ada", null, Set.of("learner"), null);
        changes.change(administrator, "ada", null, null, true);
        changes.change(administrator, "ada", null, null, false);
        passwords.set(administrator, "ada", OTHER);
        // then
        assertThat(accounts.find("ada")).get().returns(3L, Account::signOuts).returns(now, Account::signedOutAt);
    }

    @Test
    void shouldNotSetAPasswordByOneThatWasResetWhileItWasCompared() {
        // given
        var owner = new Actor(ada.learnerId(), HOME);
        hashes.meanwhile = () -> {
            var read = accounts.find("ada").orElseThrow();
            accounts.update(read.withPasswordHash("reset").signedOut(now));
        };
        // then
        assertThat(refusal(() -> passwords.change(owner, ada, PASSWORD, OTHER))).isEqualTo("credentials-wrong");
        assertThat(accounts.find("ada").orElseThrow().passwordHash()).isEqualTo("reset");
    }

    private String secret() {
        var link = Objects.requireNonNull(
                passwords.requestReset(administrator, "ada").link(), "not mailed");
        return link.substring(link.indexOf('=') + 1);
    }
}
