package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore.Change;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ExternalIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What any account store keeps. */
public abstract class AccountStoreConformance {
    /** A store without accounts. */
    protected abstract AccountStore emptyStore();

    private static Account account(String username) {
        return new Account(
                username,
                "$2a$hash-of-" + username,
                new LearnerId(UUID.randomUUID()),
                Set.of("learner", "author"),
                true);
    }

    @Test
    void shouldFindWhatItWasGiven() {
        // given
        var store = emptyStore();
        var one = account("one");
        // when
        var created = store.create(one) && store.create(account("two"));
        // then
        assertThat(created).isTrue();
        assertThat(store.find("one")).contains(one);
        assertThat(store.findByLearner(one.learnerId())).contains(one);
        assertThat(store.findByLearner(new LearnerId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void shouldKeepTheFirstOfTwoOfOneName() {
        // given
        var store = emptyStore();
        var first = account("one");
        store.create(first);
        // when
        var created = store.create(account("one"));
        // then
        assertThat(created).isFalse();
        assertThat(store.find("one")).contains(first);
    }

    @Test
    void shouldFindNothingThatIsNotThere() {
        // given
        var store = emptyStore();
        store.create(account("one"));
        // then
        assertThat(store.find("on")).isEmpty();
        assertThat(store.find("ONE")).isEmpty();
        assertThat(store.find("one")).isPresent();
    }

    @Test
    void shouldCreateOneOfManyAtOnce() throws Exception {
        // given
        var store = emptyStore();
        var barrier = new CyclicBarrier(6);
        Callable<Boolean> one = () -> {
            barrier.await();
            return store.create(account("contested"));
        };
        // when
        var created = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(Collections.nCopies(6, one))) {
                created += outcome.get() ? 1 : 0;
            }
        }
        // then
        assertThat(created).isEqualTo(1);
    }

    @Test
    void shouldFindByIdentityAndKeepIdentitiesAndPseudonymsApart() {
        // given
        var store = emptyStore();
        var identity = new ExternalIdentity("https://id.example.org/realms/one", "s-1");
        var one = account("one").withIdentity(identity);
        // when
        var created = store.create(one);
        // then
        assertThat(created).isTrue();
        assertThat(store.findByIdentity(identity)).contains(one);
        assertThat(store.findByIdentity(new ExternalIdentity("https://other.example.org", "s-1")))
                .isEmpty();
        assertThat(store.create(account("two").withIdentity(identity))).isFalse();
        assertThat(store.create(new Account("three", null, one.learnerId(), Set.of(), false)))
                .isFalse();
        assertThat(store.find("two")).isEmpty();
    }

    @Test
    void shouldKeepWhatIsOptional() {
        // given
        var store = emptyStore();
        var one = account("one")
                .withPasswordHash(null)
                .withEmail("one@example.org")
                .withCreatedAt(Instant.parse("2026-03-01T08:00:00Z"))
                .asDemo();
        // when
        store.create(one);
        // then
        assertThat(store.find("one")).contains(one);
    }

    @Test
    void shouldListInPagesInTheOrderOfNames() {
        // given
        var store = emptyStore();
        Stream.of("c", "a", "d", "b").forEach(name -> store.create(account(name)));
        // when
        var first = store.list(null, 3);
        var second = store.list("c", 3);
        // then
        assertThat(first).extracting(Account::username).containsExactly("a", "b", "c");
        assertThat(second).extracting(Account::username).containsExactly("d");
    }

    @Test
    void shouldChangeAnAccountOnlyAsItWasRead() {
        // given
        var store = emptyStore();
        store.create(account("one"));
        var read = store.find("one").orElseThrow();
        // when
        var first = store.update(read.withEmail("new@example.org"));
        var late = store.update(read.withEmail("late@example.org"));
        // then
        assertThat(first).isEqualTo(Change.DONE);
        assertThat(late).isEqualTo(Change.CONFLICT);
        assertThat(store.find("one"))
                .get()
                .returns("new@example.org", Account::email)
                .returns(read.version() + 1, Account::version);
        assertThat(store.update(account("none"))).isEqualTo(Change.CONFLICT);
    }

    @Test
    void shouldFindWhomWasSignedOutLately() {
        // given
        var store = emptyStore();
        var moment = Instant.parse("2026-03-01T08:00:00Z");
        store.create(account("never"));
        store.create(account("before").signedOut(moment.minusMillis(1)));
        var lately = account("lately").signedOut(moment);
        // when
        store.create(lately);
        // then
        assertThat(store.signedOutSince(moment)).containsExactly(lately);
        assertThat(store.find("lately")).get().returns(1L, Account::signOuts);
    }

    @Test
    void shouldNameManyAtOnce() {
        // given
        var store = emptyStore();
        var one = account("one");
        var two = account("two");
        Stream.of(one, two, account("three")).forEach(store::create);
        // when
        var names = store.usernames(Set.of(one.learnerId(), two.learnerId(), new LearnerId(UUID.randomUUID())));
        // then
        assertThat(names).isEqualTo(Map.of(one.learnerId(), "one", two.learnerId(), "two"));
    }

    @Test
    void shouldDeleteAnAccountOnlyAsItWasRead() {
        // given
        var store = emptyStore();
        store.create(account("one"));
        var read = store.find("one").orElseThrow();
        store.update(read.withEmail("new@example.org"));
        // then
        assertThat(store.delete(read)).isEqualTo(Change.CONFLICT);
        assertThat(store.find("one")).isPresent();
        assertThat(store.delete(store.find("one").orElseThrow())).isEqualTo(Change.DONE);
        assertThat(store.find("one")).isEmpty();
    }

    @Test
    void shouldKeepAnAdministratorWhoCanSignIn() {
        // given
        var store = emptyStore();
        store.create(administrator("one"));
        store.create(administrator("disabled").withDisabled(true));
        store.create(administrator("without-a-password").withPasswordHash(null));
        store.create(account("other"));
        var one = store.find("one").orElseThrow();
        // then
        assertThat(store.update(one.withDisabled(true))).isEqualTo(Change.LAST_ADMINISTRATOR);
        assertThat(store.update(one.withRoles(Set.of("learner")))).isEqualTo(Change.LAST_ADMINISTRATOR);
        assertThat(store.delete(one)).isEqualTo(Change.LAST_ADMINISTRATOR);
        assertThat(store.find("one")).contains(one);
        store.create(administrator("two"));
        assertThat(store.update(one.withDisabled(true))).isEqualTo(Change.DONE);
    }

    @Test
    void shouldKeepOneOfTwoAdministratorsWhoAreDisabledOrDeletedAtOnce() throws Exception {
        for (int round = 0; round < 6; round++) {
            // given
            boolean areDeleted = round % 2 == 1;
            var store = emptyStore();
            store.create(administrator("one"));
            store.create(administrator("two"));
            var barrier = new CyclicBarrier(2);
            // when
            var outcomes = new ArrayList<Change>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Change>> both = store.list(null, 2).stream()
                        .map(administrator -> (Callable<Change>) () -> {
                            barrier.await();
                            return areDeleted
                                    ? store.delete(administrator)
                                    : store.update(administrator.withDisabled(true));
                        })
                        .toList();
                for (var outcome : threads.invokeAll(both)) {
                    outcomes.add(outcome.get());
                }
            }
            // then
            assertThat(outcomes).containsExactlyInAnyOrder(Change.DONE, Change.LAST_ADMINISTRATOR);
        }
    }

    private static Account administrator(String username) {
        return new Account(username, "hash", new LearnerId(UUID.randomUUID()), Set.of("administrator"), false);
    }
}
