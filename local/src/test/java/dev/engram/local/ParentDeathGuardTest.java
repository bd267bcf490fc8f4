package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentDeathGuardTest {
    /** Starts a process that ends with it, prints its id, and then does nothing. */
    static final class GuardingJvm {
        private GuardingJvm() {}

        public static void main(String[] arguments) throws Exception {
            var sleeper = new ProcessBuilder("sleep", "600").start();
            ParentDeathGuard.guard(new RunningProcess(sleeper.toHandle(), Path.of("none")));
            System.out.println(sleeper.pid());
            Thread.sleep(600_000);
        }
    }

    @Test
    void shouldEndAProcessWhenItsJvmIsKilled() throws Exception {
        // given
        var jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GuardingJvm.class.getName())
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            long pid = Long.parseLong(output.readLine());
            var sleeper = ProcessHandle.of(pid).orElseThrow();
            // when
            jvm.destroyForcibly();
            // then
            sleeper.onExit().get(10, TimeUnit.SECONDS);
            assertThat(ProcessIdentity.of(pid)).isEmpty();
        }
    }

    @Test
    void shouldLeaveNoGuardBehindWhenTheProcessEndsFirst() throws Exception {
        // given
        var sleeper = new ProcessBuilder("sleep", "600").start();
        var before = ProcessHandle.current().descendants().toList();
        ParentDeathGuard.guard(new RunningProcess(sleeper.toHandle(), Path.of("none")));
        var guards = ProcessHandle.current()
                .descendants()
                .filter(child -> !before.contains(child))
                .toList();
        assertThat(guards).isNotEmpty();
        // when
        sleeper.destroyForcibly();
        // then
        for (var guard : guards) {
            guard.onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
