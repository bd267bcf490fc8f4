package dev.engram.kit.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundRetryTest {
    private final LinkedBlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();

    @Test
    void shouldAttemptUntilItSucceedsAndNotAgain() throws InterruptedException {
        // given
        try (var retry = BackgroundRetry.start("test", () -> {
            attempts.add(attempts.size() + 1);
            if (attempts.size() == 2) {
                throw new IllegalStateException("a failure is a reason to wait");
            }
            return attempts.size() < 4 ? "not yet" : null;
        })) {
            // when
            var ended = retry.thread.join(Duration.ofSeconds(10));
            // then
            assertThat(ended).isTrue();
            assertThat(attempts).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void shouldInterruptTheAttemptAndEndWhenClosed() throws InterruptedException {
        // given
        var never = new CountDownLatch(1);
        var retry = BackgroundRetry.start("test", () -> {
            attempts.add(1);
            try {
                never.await();
            } catch (InterruptedException closed) {
                attempts.add(2);
            }
            return "closed";
        });
        assertThat(attempts.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        // when
        retry.close();
        // then
        assertThat(retry.thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(attempts).containsExactly(2);
    }
}
