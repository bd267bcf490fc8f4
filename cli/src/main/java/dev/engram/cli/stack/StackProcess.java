package dev.engram.cli.stack;

import dev.engram.local.LogTail;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One process of the stack. Every call looks up the process anew, so it may have been started by another command, and
 * another process that was given the same pid is never touched.
 */
public final class StackProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LAST_WORDS = 15;
    private static final int LINE = 240;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final StackPart part;
    private final LocalStack stack;
    private @Nullable Process spawned;

    StackProcess(StackPart part, LocalStack stack) {
        this.part = part;
        this.stack = stack;
    }

    public StackPart part() {
        return part;
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return stack.ports().of(part);
    }

    /** Its output. */
    public Path log() {
        return stack.folders().log(part);
    }

    /** The last lines of its output, oldest first. */
    public List<String> lastLines(int lines) {
        return LogTail.of(log(), lines);
    }

    /** The pid; empty if it does not run. */
    public OptionalLong pid() {
        return identity().map(ProcessIdentity::pid).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    public boolean isAlive() {
        return identity().isPresent();
    }

    /** How it is; down if it does not run. */
    public Health health() throws InterruptedException {
        return isAlive() ? stack.probe().ask(part, port()) : Health.down("does not run");
    }

    /** SIGKILL; returns when the process is gone. Nothing happens if it does not run. */
    public void kill() {
        running().ifPresent(RunningProcess::kill);
    }

    /** SIGSTOP: it keeps memory, connections and ports, and answers nobody. */
    public void pause() throws IOException {
        wanted().pause();
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        wanted().resume();
    }

    /** Whether a command of ours stopped it; one that ended by itself leaves a trace of its identity. */
    public boolean wasToldToStop() {
        return Files.notExists(stack.folders().processFile(part));
    }

    /** SIGTERM, after ten seconds SIGKILL; returns when the process is gone. Nothing happens if it does not run. */
    public void stop() {
        running().ifPresent(process -> process.stop(GRACE));
        ProcessFile.delete(stack.folders().processFile(part));
    }

    /** Stops it if it runs, and starts it again with the same settings. Returns before it is healthy. */
    public void restart() throws IOException {
        stop();
        start();
    }

    /**
     * Waits until it is healthy.
     *
     * @throws StackFailure if it ends or the time is over, with its last answer and the last lines of its log
     */
    public void awaitHealthy(Duration patience) throws StackFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Health health = health();
        while (!health.up()) {
            if (!isAlive()) {
                throw new StackFailure(part + " " + ending() + lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new StackFailure(part + " was not healthy within " + patience.toSeconds() + " s; it says: "
                        + health.detail() + lastWords());
            }
            Thread.sleep(PAUSE);
            health = health();
        }
    }

    void start() throws IOException {
        Process process = stack.launch(part).spawn();
        spawned = process;
        ProcessIdentity.of(process.pid())
                .ifPresent(identity ->
                        new ProcessFile(identity, port()).write(stack.folders().processFile(part)));
        stack.afterSpawn(new RunningProcess(process.toHandle(), log()));
    }

    /** "has ended", with the exit code where we are its parent. */
    String ending() {
        Process process = spawned;
        if (process == null || process.isAlive()) {
            return "has ended";
        }
        int code = process.exitValue();
        return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
    }

    /** The end of its log, no further back than this start, and no line longer than a screen is wide. */
    String lastWords() {
        List<String> lines = lastLines(LAST_WORDS).stream()
                .map(line -> line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…")
                .toList();
        int begin = lines.lastIndexOf(Launch.BEGIN);
        List<String> ours = lines.subList(begin + 1, lines.size());
        return ours.isEmpty()
                ? "\n(it wrote nothing to its log " + log() + ")"
                : "\nThe last lines of " + log() + ":\n  " + String.join("\n  ", ours);
    }

    private RunningProcess wanted() throws StackFailure {
        return running().orElseThrow(() -> new StackFailure(part + " does not run"));
    }

    Optional<RunningProcess> running() {
        return identity().flatMap(ProcessIdentity::handle).map(handle -> new RunningProcess(handle, log()));
    }

    private Optional<ProcessIdentity> identity() {
        return ProcessFile.read(stack.folders().processFile(part))
                .map(ProcessFile::identity)
                .filter(ProcessIdentity::isAlive);
    }
}
