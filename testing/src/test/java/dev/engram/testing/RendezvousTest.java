package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.Rendezvous.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    @Test
    void shouldRunAllTasksAtOnce() {
        // given: tasks of which each needs all the others to be running
        var met = new CountDownLatch(8);
        // when
        var outcomes = Rendezvous.collide(8, index -> () -> {
            met.countDown();
            return met.await(10, TimeUnit.SECONDS) ? index : -1;
        });
        // then
        assertThat(outcomes).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(outcomes.get(i)).isEqualTo(new Outcome.Returned<>(i));
        }
    }

    @Test
    void shouldGiveBackWhatWasThrown() {
        // given
        var failure = new IllegalStateException("conflict");
        // when
        var outcomes = Rendezvous.<String>collide(List.of(() -> "first", () -> {
            throw failure;
        }));
        // then
        assertThat(outcomes).containsExactly(new Outcome.Returned<>("first"), new Outcome.Threw<>(failure));
    }
}
