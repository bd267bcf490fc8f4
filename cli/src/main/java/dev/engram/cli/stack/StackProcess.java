package dev.engram.cli.stack;

import dev.engram.local.LogTail;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.ProcessIdentity;
import dev.engram.local.RunningProcess;
import dev.engram.local.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One process of the stack. Every call reads its identity from the stack's home, so it may have been started by another
 * command. Another process with the same id is never touched.
 */
public final class StackProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final StackPart part;
    private final LaunchPlans plans;
    private final Path identityFile;
    private @Nullable Process spawned;

    StackProcess(StackPart part, LaunchPlans plans) {
        this.part = part;
        this.plans = plans;
        this.identityFile = plans.folders().processFile(part);
    }

    public StackPart part() {
        return part;
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return plans.settings().ports().of(part);
    }

    /** The file with its output. */
    public Path log() {
        return plans.folders().log(part);
    }

    /** The process id; empty if it does not run. */
    public OptionalLong pid() {
        return identity().map(ProcessIdentity::pid).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    public boolean isAlive() {
        return identity().isPresent();
    }

    /** Its health; down if it does not run. */
    public Health health() throws InterruptedException {
        return isAlive() ? Health.of(part, port()) : Health.down(part);
    }

    /** SIGKILL; returns when the process is gone. Does nothing if it does not run. */
    public void kill() {
        running().ifPresent(RunningProcess::kill);
    }

    /** SIGSTOP: it keeps memory, connections and ports, and does not answer. */
    public void pause() throws IOException {
        requireRunning().pause();
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        requireRunning().resume();
    }

    /** Whether it was never started or a command stopped it; false if it runs or has ended without one. */
    public boolean wasStopped() {
        return Files.notExists(identityFile);
    }

    /**
     * SIGTERM, after ten seconds SIGKILL; returns when the process is gone. Does nothing if it does not run. A process of this
     * part that no file names any more, since the home was deleted, is stopped too.
     */
    public void stop() {
        running().ifPresent(process -> process.stop(STOP_TIMEOUT));
        PartProcesses.of(plans.folders())
                .getOrDefault(part, List.of())
                .forEach(lost -> new RunningProcess(lost, log()).stop(STOP_TIMEOUT));
        try {
            Files.deleteIfExists(identityFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + identityFile, e);
        }
    }

    /** Stops it if it runs, and starts it again with the same settings. Returns before it is healthy. */
    public void restart() throws IOException {
        stop();
        start();
    }

    void start() throws IOException {
        Process process = plans.of(part).spawn();
        spawned = process;
        Optional<ProcessIdentity> identity = ProcessIdentity.of(process.pid());
        if (identity.isPresent()) {
            save(identity.get());
        }
        if (plans.settings().guarded()) {
            ParentDeathGuard.guard(new RunningProcess(process.toHandle(), log()));
        }
    }

    /** Notes which process this is, for other commands. */
    void save(ProcessIdentity identity) throws IOException {
        Path fresh = identityFile.resolveSibling(identityFile.getFileName() + ".new");
        Files.writeString(fresh, identity.token());
        Files.move(fresh, identityFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** For an error message: its name, how it ended or what it reports, and the last lines of its log. */
    String describe() {
        Process process = spawned;
        String state = "";
        if (!isAlive()) {
            int code = process == null || process.isAlive() ? -1 : process.exitValue();
            state = code < 0
                    ? " has ended"
                    : code > 128 ? " was ended by signal " + (code - 128) : " ended with exit code " + code;
        }
        return part + state + "." + LogTail.describe(log());
    }

    RunningProcess requireRunning() throws StartException {
        return running().orElseThrow(() -> new StartException(describe()));
    }

    private Optional<RunningProcess> running() {
        return identity().flatMap(ProcessIdentity::handle).map(handle -> new RunningProcess(handle, log()));
    }

    /** Empty also if the file is damaged: then it is not known which process may be stopped. */
    private Optional<ProcessIdentity> identity() {
        try {
            return ProcessIdentity.parse(Files.readString(identityFile)).filter(ProcessIdentity::isAlive);
        } catch (IOException noFile) {
            return Optional.empty();
        }
    }
}
