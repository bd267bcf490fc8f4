package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
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
}
