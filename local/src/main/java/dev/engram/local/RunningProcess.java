package dev.engram.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of this machine that can be ended, paused and continued. It need not be a child of this JVM.
 *
 * @param handle the process
 * @param log where its output goes
 */
public record RunningProcess(ProcessHandle handle, Path log) {
    private static final Duration DEATH = Duration.ofSeconds(10);

    /** The process with this id, if there is one. */
    public static Optional<RunningProcess> withPid(long pid, Path log) {
        return ProcessHandle.of(pid).map(handle -> new RunningProcess(handle, log));
    }

    public long pid() {
        return handle.pid();
    }

    public boolean isAlive() {
        return handle.isAlive();
    }

    /** Asks the process to end (SIGTERM), and kills it if it is still there after {@code patience}. A paused one is woken. */
    public void stop(Duration patience) {
        handle.destroy();
        if (handle.isAlive() && handle.supportsNormalTermination()) {
            signalQuietly("CONT");
        }
        if (!endsWithin(patience)) {
            kill();
        }
    }

    /** Ends the process at once (SIGKILL) and returns when it is gone. */
    public void kill() {
        handle.destroyForcibly();
        if (!endsWithin(DEATH)) {
            throw new IllegalStateException(
                    "process " + pid() + " is still there " + DEATH.toSeconds() + " s after SIGKILL");
        }
    }

    /** Stops the process from running (SIGSTOP): it keeps its memory, connections and ports, and answers nobody. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** Lets a paused process go on (SIGCONT). */
    public void resume() throws IOException {
        signal("CONT");
    }

    private boolean endsWithin(Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException | CompletionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }

    private void signalQuietly(String name) {
        try {
            signal(name);
        } catch (IOException endedMeanwhile) {
            // it is being ended anyway
        }
    }

    private void signal(String name) throws IOException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .redirectErrorStream(true)
                .start();
        try {
            var said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IOException("kill -" + name + " " + pid() + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending " + name + " to " + pid(), e);
        }
    }
}
