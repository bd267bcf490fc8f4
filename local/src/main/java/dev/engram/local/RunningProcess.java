package dev.engram.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of this machine that can be ended, paused and resumed. It may be a child of another process.
 *
 * @param handle the process
 * @param log where its output goes
 */
public record RunningProcess(ProcessHandle handle, Path log) {
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    public long pid() {
        return handle.pid();
    }

    public boolean isAlive() {
        return handle.isAlive();
    }

    /** Asks the process to end (SIGTERM), resumed if it was paused; kills it if it still runs after {@code timeout}. */
    public void stop(Duration timeout) {
        handle.destroy();
        if (handle.isAlive() && handle.supportsNormalTermination()) {
            signalQuietly("CONT");
        }
        if (!endsWithin(timeout)) {
            kill();
        }
    }

    /** Ends the process at once (SIGKILL) and returns when it is gone. */
    public void kill() {
        handle.destroyForcibly();
        if (!endsWithin(KILL_TIMEOUT)) {
            throw new IllegalStateException(
                    "process " + pid() + " still runs " + KILL_TIMEOUT.toSeconds() + " s after SIGKILL");
        }
    }

    /** Stops the process from running (SIGSTOP): it keeps its memory, connections and ports, and does not answer. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** Continues a paused process (SIGCONT). */
    public void resume() throws IOException {
        signal("CONT");
    }

    private boolean endsWithin(Duration timeout) {
        try {
            handle.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRuns) {
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
            // this is only to let it end
        }
    }

    private void signal(String name) throws IOException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .redirectErrorStream(true)
                .start();
        try {
            var output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IOException("kill -" + name + " " + pid() + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending " + name + " to " + pid(), e);
        }
    }
}
