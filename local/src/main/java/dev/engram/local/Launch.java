package dev.engram.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How one process is started.
 *
 * @param command program and arguments
 * @param environment added to that of this JVM
 * @param log where its output is appended
 */
public record Launch(List<String> command, Map<String, String> environment, Path log) {
    private static final int PORT_CHECKS = 10;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Asks a starting process whether it is ready. */
    interface Probe {
        boolean isReady() throws IOException, InterruptedException;
    }

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Starts the process in a session of its own, so that neither Ctrl-C in this terminal nor the terminal's end reaches it.
     * A log that is too large is rotated first, see {@link LogRotation}.
     */
    public Process spawn() throws IOException {
        Path folder = log.toAbsolutePath().resolveSibling(".").normalize();
        Files.createDirectories(folder);
        LogRotation.rotateIfLarge(log, LogRotation.LIMIT_BYTES, LogRotation.OLDER_FILES);
        Files.writeString(log, LogTail.START + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        List<String> line = new ArrayList<>(ownSession());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // memory and start time are measured without other flags
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Starts the process so that it ends with this JVM, and returns when it is ready, see {@link #await}. */
    RunningProcess spawnGuarded(String name, Duration timeout, Probe probe) throws IOException {
        var process = ParentDeathGuard.guard(new RunningProcess(spawn().toHandle(), log));
        await(name, process, timeout, probe);
        return process;
    }

    /** Both replace themselves by the program, so the process id stays. */
    private static List<String> ownSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }

    static void checkFree(String name, int port) throws StartException {
        // Checked several times: a child that this JVM is starting holds copies of its sockets for a moment, also of
        // the
        // one with which the port was found free.
        for (int check = 1; !FreePorts.isFree(port); check++) {
            if (check == PORT_CHECKS) {
                throw new StartException(
                        "%s cannot start: port %d of 127.0.0.1 is taken by another process".formatted(name, port));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Returns when {@code probe} says yes.
     *
     * @throws StartException if the process ended or was not ready in time; it has been killed then
     */
    static void await(String name, RunningProcess process, Duration timeout, Probe probe) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!probe.isReady()) {
                if (!process.isAlive()) {
                    throw new StartException(name + " ended while it started." + LogTail.describe(process.log()));
                }
                if (System.nanoTime() > deadline) {
                    throw new StartException("%s was not ready within %d s.%s"
                            .formatted(name, timeout.toSeconds(), LogTail.describe(process.log())));
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while waiting for " + name);
        } catch (IOException | RuntimeException e) {
            process.kill();
            throw e;
        }
    }
}
