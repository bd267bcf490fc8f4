package dev.engram.cli.stack;

import dev.engram.local.Launch;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.ProcessIdentity;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The process of the supervisor: a small JVM on a copy of the command line's files, which a new build does not touch. */
final class SupervisorProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private static final List<String> JVM = List.of(
            "-Xms4m",
            "-Xmx24m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=8m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError");

    private final StackFolders folders;
    private final StackSettings settings;

    SupervisorProcess(StackFolders folders, StackSettings settings) {
        this.folders = folders;
        this.settings = settings;
    }

    /** The process id; empty if it does not run. */
    OptionalLong pid() {
        return identity().map(ProcessIdentity::pid).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Whether the home of the stack names this process as its supervisor. */
    boolean isCurrent(ProcessIdentity own) {
        return identity().filter(own::equals).isPresent();
    }

    /** Starts it unless it runs. To be called under the lock of the stack. */
    void start() throws IOException {
        if (identity().isPresent()) {
            return;
        }
        Files.deleteIfExists(folders.restarts());
        Path app = folders.supervisorApp();
        Path built = settings.root().resolve("cli").resolve("target");
        InstalledApp.update(built.resolve("lib"), app.resolve("lib"));
        Path jar = InstalledApp.copy(built.resolve("engram-cli.jar"), app);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Dengram.root=" + settings.root());
        command.addAll(List.of(
                "-cp",
                jar.toString(),
                SupervisorMain.class.getName(),
                folders.home().toString()));
        Process process = new Launch(command, Map.of("MALLOC_ARENA_MAX", "1"), folders.supervisorLog()).spawn();
        Optional<ProcessIdentity> started = ProcessIdentity.of(process.pid());
        if (started.isPresent()) {
            started.get().save(folders.supervisorFile());
        }
        if (settings.guarded()) {
            ParentDeathGuard.guard(new RunningProcess(process.toHandle(), folders.supervisorLog()));
        }
    }

    /** Ends it if it runs. */
    void stop() {
        identity()
                .flatMap(ProcessIdentity::handle)
                .ifPresent(handle -> new RunningProcess(handle, folders.supervisorLog()).stop(STOP_TIMEOUT));
        try {
            Files.deleteIfExists(folders.supervisorFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folders.supervisorFile(), e);
        }
    }

    private Optional<ProcessIdentity> identity() {
        return ProcessIdentity.running(folders.supervisorFile());
    }
}
