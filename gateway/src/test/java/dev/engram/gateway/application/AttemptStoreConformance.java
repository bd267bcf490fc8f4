package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.gateway.domain.PauseRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What any store of attempts keeps. */
public abstract class AttemptStoreConformance {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final PauseRule RULE = new PauseRule(3, Duration.ofHours(1));

    /** A store without attempts. */
    protected abstract AttemptStore emptyStore();

    private static AttemptStore after(AttemptStore store, int attempts) {
        for (int i = 0; i < attempts; i++) {
            assertThat(store.count("ada", RULE, NOW)).isZero();
        }
        return store;
    }

    @Test
    void shouldMakeAnAttemptWaitAfterTheFreeOnes() {
        // given
        var store = after(emptyStore(), 3);
        // then
        assertThat(store.count("ada", RULE, NOW)).isEqualTo(Duration.ofSeconds(2));
        assertThat(store.count("bob", RULE, NOW)).isZero();
        assertThat(store.count("ada", RULE, NOW.plusMillis(500))).isEqualTo(Duration.ofMillis(1_500));
        assertThat(store.count("ada", RULE, NOW.plusSeconds(2))).isZero();
        assertThat(store.count("ada", RULE, NOW.plusSeconds(2))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void shouldWaitNoLongerThanAMinute() {
        // given
        var store = after(emptyStore(), 3);
        var now = NOW;
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(60);
            assertThat(store.count("ada", RULE, now)).isZero();
        }
        // then
        assertThat(store.count("ada", RULE, now)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldForgetAfterTheWindow() {
        // given
        var store = after(emptyStore(), 3);
        // then
        after(store, 0);
        var later = NOW.plus(RULE.window());
        assertThat(store.count("ada", RULE, later)).isZero();
        assertThat(store.count("ada", RULE, later)).isZero();
        assertThat(store.count("ada", RULE, later)).isZero();
        assertThat(store.count("ada", RULE, later)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTakeBackAnAttemptAndItsPause() {
        // given
        var store = after(emptyStore(), 3);
        // when
        store.uncount("ada");
        store.uncount("nobody");
        // then
        assertThat(store.count("ada", RULE, NOW)).isZero();
        assertThat(store.count("ada", RULE, NOW)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldForgetWhatIsCleared() {
        // given
        var store = after(emptyStore(), 3);
        // when
        store.clear("ada");
        // then
        after(store, 3);
        assertThat(store.count("ada", RULE, NOW)).isPositive();
    }

    @Test
    void shouldAdmitNoMoreOfManyAtOnceThanAreFree() throws Exception {
        // given
        var store = emptyStore();
        store.count("ada", RULE, NOW);
        Callable<Duration> attempt = () -> store.count("ada", RULE, NOW);
        // when
        var admitted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var wait : threads.invokeAll(Collections.nCopies(30, attempt))) {
                admitted += wait.get().isZero() ? 1 : 0;
            }
        }
        // then
        assertThat(admitted).isEqualTo(2);
    }
}
