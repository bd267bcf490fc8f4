package dev.engram.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedCallTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final SharedCall<Integer> shared = new SharedCall<>("call", () -> {
        int number = calls.incrementAndGet();
        begun.release();
        mayEnd.acquireUninterruptibly();
        return number;
    });

    @Test
    void shouldAnswerWithACallThatBeganAfterTheQuestion() {
        // given
        var first = shared.ask();
        begun.acquireUninterruptibly();
        // when
        var second = shared.ask();
        var third = shared.ask();
        mayEnd.release(2);
        // then
        assertThat(first.join()).isEqualTo(1);
        assertThat(second.join()).isEqualTo(2);
        assertThat(third.join()).isEqualTo(2);
        assertThat(calls).hasValue(2);
    }

    @Test
    void shouldCallAgainAfterAFailure() {
        // given
        var failing = new SharedCall<Integer>("call", () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
            return calls.get();
        });
        // when
        assertThatThrownBy(() -> failing.ask().join()).isInstanceOf(CompletionException.class);
        // then
        assertThat(failing.ask().join()).isEqualTo(2);
    }
}
