package dev.engram.hardness.glmm.numeric;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerTeamTest {
    @Test
    void shouldFailTheSameWayOnWhateverThread() {
        // given tasks that fail on the other thread only, for want of memory
        var caller = Thread.currentThread();
        try (var team = new WorkerTeam(2)) {
            assertThatThrownBy(() -> team.run(50, false, task -> {
                        if (Thread.currentThread() != caller) {
                            throw new OutOfMemoryError("no room");
                        }
                        pause();
                    }))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("no room");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
