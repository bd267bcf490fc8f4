package dev.engram.testing;

import dev.engram.local.Folders;
import dev.engram.local.FreePorts;
import dev.engram.local.MongodBinary;
import dev.engram.local.MongodProcess;
import dev.engram.local.MongodSettings;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A real {@code mongod} of one's own, a replica set with one member, for tests that kill, pause or break it. Failpoints
 * are enabled. Confined to one thread. It ends with this JVM at the latest.
 */
public final class OwnMongod implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final MongodSettings settings;
    private RunningProcess process;

    private OwnMongod(Path folder, MongodSettings settings) {
        this.folder = folder;
        this.settings = settings;
        this.process = launch();
    }

    /** Starts one on an empty folder and a free port. */
    public static OwnMongod start() {
        return start(Map.of());
    }

    /** @param parameters server parameters beside {@code enableTestCommands} */
    public static OwnMongod start(Map<String, String> parameters) {
        var all = new HashMap<>(Map.of("enableTestCommands", "1"));
        all.putAll(parameters);
        InfraChoice.check();
        try {
            var folder = InfraFolder.createOwn(RepositoryRoot.find(), "mongod");
            var binary = MongodBinary.find(System.err::println);
            var settings = MongodSettings.of(
                            binary, folder.resolve("data"), folder.resolve("mongod.log"), FreePorts.one())
                    .withParameters(all);
            return new OwnMongod(folder, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return settings.uri();
    }

    public int port() {
        return settings.port();
    }

    public Path log() {
        return settings.log();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it in good order (SIGTERM). */
    public void stop() {
        process.stop(PATIENCE);
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same data and port, and returns when it takes writes. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("mongod is running: stop or kill it first");
        }
        process = launch();
    }

    /** Stops it from running (SIGSTOP); connections stay open and nobody answers. */
    public void pause() {
        try {
            process.pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it go on (SIGCONT). */
    public void resume() {
        try {
            process.resume();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it and deletes its data. */
    @Override
    public void close() {
        try {
            process.kill();
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningProcess launch() {
        try {
            return MongodProcess.startTethered(settings, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
