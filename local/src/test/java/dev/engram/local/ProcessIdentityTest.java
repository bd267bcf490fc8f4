package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessIdentityTest {
    @Test
    void shouldBeReadBackFromItsToken() {
        // given
        var own = ProcessIdentity.own();
        // then
        assertThat(ProcessIdentity.parse(own.token())).contains(own);
        assertThat(own.isAlive()).isTrue();
        assertThat(ProcessIdentity.parse("lock")).isEmpty();
        assertThat(ProcessIdentity.parse(own.pid() + "-")).isEmpty();
    }

    @Test
    void shouldDifferFromALaterProcessWithTheSameId() {
        // given
        var own = ProcessIdentity.own();
        var former = new ProcessIdentity(own.pid(), "1" + own.start());
        // then
        assertThat(former.isAlive()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldCountAZombieAsEnded() throws Exception {
        // given: a parent that never waits for its child
        var parent = new ProcessBuilder("/bin/sh", "-c", "sleep 0.01 & echo $!; exec sleep 600").start();
        try (var output = parent.inputReader()) {
            long zombie = Long.parseLong(output.readLine());
            // when
            while (ProcessIdentity.of(zombie).isPresent()) {
                Thread.sleep(10);
            }
            // then: the system still knows it
            assertThat(ProcessHandle.of(zombie)).isPresent();
        } finally {
            parent.destroyForcibly();
        }
    }
}
