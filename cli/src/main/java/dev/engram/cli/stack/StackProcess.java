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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One process of the stack. Every call reads its identity from the stack's home, so it may have been started by another
 * command. Another process with the same id is never touched.
 */
public final class StackProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** The end of the line that a service logs before the reason, see {@code StartupCheck} of service-kit. */
    private static final String REFUSAL = "refusing to run:";

    private static final Pattern LOG_LINE = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:");

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
        return isAlive()
                ? Health.of(part, port(), new OperatorToken(plans.folders().signingKeyFiles()))
                : Health.down(part);
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
        stopLost();
        try {
            Files.deleteIfExists(identityFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + identityFile, e);
        }
    }

    /** Processes of this part that no file names, as of a command that was killed before it could note them. */
    private void stopLost() {
        PartProcesses.of(plans.folders())
                .getOrDefault(part, List.of())
                .forEach(lost -> new RunningProcess(lost, log()).stop(STOP_TIMEOUT));
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
        identity.save(identityFile);
    }

    /** Starts it again after it ended by itself. Until the new process is noted it still counts as ended, not as stopped. */
    void startAgain() throws IOException {
        if (StackPart.STORES.contains(part) && !plans.folders().holdsData(part)) {
            // it would come up without replica set and users
            throw new StartException("its data is gone; ./engram up --detach starts it anew");
        }
        stopLost();
        start();
    }

    /** For an error message: its name, how it ended or what it reports, and the last lines of its log. */
    String describe() {
        return part + (isAlive() ? "" : " " + howItEnded()) + "." + LogTail.describe(log());
    }

    /** In words that follow its name. The exit code is known to the process that started it only. */
    String howItEnded() {
        Process process = spawned;
        int code = process == null || process.isAlive() ? -1 : process.exitValue();
        return code < 0
                ? "has ended"
                : code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
    }

    /** For an error message: what it lacks, in its own words; where it says nothing, the last lines of its log. */
    String describeHealth() throws InterruptedException {
        Health health = health();
        return health.answers()
                ? health.missing().stream()
                        .map(missing -> "%s waits for %s: %s%s"
                                .formatted(
                                        part,
                                        missing.name(),
                                        missing.reason(),
                                        missing.remedy() == null ? "" : "; remedy: " + missing.remedy()))
                        .collect(Collectors.joining("\n"))
                : describe();
    }

    /** Why it has ended: its own refusal to run, else how it ended and the last lines of its log. */
    IOException ended() {
        List<String> refusal = refusal();
        return refusal.isEmpty()
                ? new StartException(describe())
                : new ServiceRefusalException(part, String.join("\n", refusal));
    }

    /** The same in one line, without its log. */
    String whyItEnded() {
        List<String> refusal = refusal();
        return refusal.isEmpty() ? howItEnded() : "refuses to run: " + refusal.getFirst();
    }

    /** The lines with which it has refused to run; empty if it did not. */
    private List<String> refusal() {
        List<String> lines = LogTail.sinceStart(log());
        int at = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).endsWith(REFUSAL))
                .findFirst()
                .orElse(lines.size() - 1);
        return lines.subList(at + 1, lines.size()).stream()
                .takeWhile(line -> !LOG_LINE.matcher(line).find())
                .toList();
    }

    RunningProcess requireRunning() throws StartException {
        return running().orElseThrow(() -> new StartException(describe()));
    }

    private Optional<RunningProcess> running() {
        return identity().flatMap(ProcessIdentity::handle).map(handle -> new RunningProcess(handle, log()));
    }

    private Optional<ProcessIdentity> identity() {
        return ProcessIdentity.running(identityFile);
    }
}
