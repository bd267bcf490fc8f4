package dev.engram.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Starts a process with its output in a log file, and waits until it is ready or has given up. */
final class ProcessStart {
    private static final int TAIL = 15;
    private static final int LOOKS = 10;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Asks a starting process whether it is ready. */
    interface Probe {
        boolean isReady() throws IOException, InterruptedException;
    }

    private ProcessStart() {}

    static void checkFree(String who, int port) throws StartFailed {
        // Looked at more than once: a child that this JVM is just starting holds copies of our own sockets for a
        // moment,
        // and so may the one with which a port was found free.
        for (int look = 1; !FreePorts.isFree(port); look++) {
            if (look == LOOKS) {
                throw new StartFailed(
                        "%s cannot start: port %d of 127.0.0.1 is taken by another process".formatted(who, port));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static RunningProcess spawn(List<String> command, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        return new RunningProcess(process.toHandle(), log);
    }

    /** Returns when {@code probe} says yes; a process that ends or is not ready in time is killed and reported. */
    static void await(String who, RunningProcess process, Duration patience, Probe probe) throws IOException {
        var deadline = Instant.now().plus(patience);
        try {
            while (!probe.isReady()) {
                if (!process.isAlive()) {
                    throw new StartFailed("%s ended while it started. %s".formatted(who, tail(process.log())));
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new StartFailed("%s was not ready within %d s. %s"
                            .formatted(who, patience.toSeconds(), tail(process.log())));
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new StartFailed(who + " was not waited for: interrupted");
        } catch (IOException | RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    private static String tail(Path log) {
        var lines = LogTail.of(log, TAIL);
        return lines.isEmpty()
                ? "Its log " + log + " is empty."
                : "The last lines of " + log + ":\n  " + String.join("\n  ", lines);
    }
}
