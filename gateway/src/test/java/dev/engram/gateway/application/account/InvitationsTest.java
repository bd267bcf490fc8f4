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
import dev.engram.gateway.application.ReversingPasswords;
import dev.engram.gateway.application.account.Invitations.Choice;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.Invitation;
import dev.engram.gateway.domain.Origin;
import dev.engram.kit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invitations on a database that goes away in between, and links that are opened twice at once. */
class InvitationsTest {
    private static final Origin HOME = new Origin("192.0.2.1", null);
    private static final String PASSWORD = "correct horse battery";

    private final AccountStore accounts = new InMemoryAccountStore();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final HashingQueue hashing = new HashingQueue(2, 10, Duration.ofSeconds(10));
    private final InMemoryInvitations store = new InMemoryInvitations();
    private final Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Actor administrator = new Actor(new LearnerId(UUID.randomUUID()), HOME);

    private final Invitations invitations = new Invitations(
            store,
            accounts,
            new AccountChanges(accounts, _ -> {}, audit, () -> now),
            new NewPasswords(new ReversingPasswords(), hashing),
            new AccountLinks((_, _, _) -> false, "https://learn.example.org"),
            new InMemoryAttemptStore(),
            audit,
            () -> now);

    /** Invitations in memory, of a database that may be away. */
    private static final class InMemoryInvitations implements InvitationStore {
        // guarded by this
        private final Map<String, Invitation> open = new HashMap<>();
        private boolean isAway;

        @Override
        public synchronized void create(Invitation invitation, String digest) {
            open.put(digest, invitation);
        }

        @Override
        public synchronized List<Invitation> list(@Nullable UUID after, int limit, Instant now) {
            return List.copyOf(open.values());
        }

        @Override
        public synchronized long count(Instant now) {
            return open.size();
        }

        @Override
        public synchronized Optional<Invitation> find(String digest, Instant now) {
            return Optional.ofNullable(open.get(digest));
        }

        @Override
        public synchronized boolean delete(UUID id) {
            if (isAway) {
                throw new IllegalStateException("the database is away");
            }
            return open.values().removeIf(invitation -> invitation.id().equals(id));
        }

        synchronized void away(boolean away) {
            isAway = away;
        }
    }

    @BeforeEach
    void register() {
        accounts.create(new Account(
                "root", "a hash", Objects.requireNonNull(administrator.learner()), Set.of("administrator"), false));
    }

    @AfterEach
    void close() {
        hashing.close();
    }

    private String secret() {
        var sent = invitations.invite(administrator, Set.of("author"), null, Duration.ofDays(1));
        var link = Objects.requireNonNull(sent.delivery().link(), "not mailed");
        return link.substring(link.indexOf('=') + 1);
    }

    private String refusal(String secret, String username) {
        return catchThrowableOfType(ProblemException.class, () -> accept(secret, username))
                .problem()
                .slug();
    }

    private Account accept(String secret, String username) {
        return invitations.accept(HOME, secret, new Choice(username, PASSWORD, null));
    }

    @Test
    void shouldNotSpendAnInvitationWhoseAccountCouldNotBeMade() {
        // given
        var secret = secret();
        accounts.create(new Account("taken", null, new LearnerId(UUID.randomUUID()), Set.of(), false));
        // then
        assertThat(refusal(secret, "taken")).isEqualTo("username-taken");
        assertThat(accept(secret, "ada").roles()).containsExactly("author");
        assertThat(store.list(null, 10, now)).isEmpty();
    }

    @Test
    void shouldMakeOneAccountThoughTheInvitationCouldNotBeRemoved() {
        // given
        var secret = secret();
        store.away(true);
        assertThatThrownBy(() -> accept(secret, "ada")).isInstanceOf(IllegalStateException.class);
        store.away(false);
        // then
        assertThat(accounts.find("ada")).isPresent();
        assertThat(refusal(secret, "eve")).isEqualTo("link-expired");
        assertThat(accounts.find("eve")).isEmpty();
        assertThat(store.list(null, 10, now)).isEmpty();
    }

    @Test
    void shouldMakeOneAccountOfALinkThatIsOpenedTwiceAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            // given
            var secret = secret();
            var barrier = new CyclicBarrier(2);
            var names = List.of("one-" + round, "two-" + round);
            List<Callable<Boolean>> both = names.stream()
                    .map(name -> (Callable<Boolean>) () -> {
                        barrier.await();
                        try {
                            accept(secret, name);
                            return true;
                        } catch (ProblemException refused) {
                            return false;
                        }
                    })
                    .toList();
            // when
            var made = 0;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var outcome : threads.invokeAll(both)) {
                    made += outcome.get() ? 1 : 0;
                }
            }
            // then
            assertThat(made).isEqualTo(1);
            assertThat(names.stream().filter(name -> accounts.find(name).isPresent()))
                    .hasSize(1);
        }
    }
}
