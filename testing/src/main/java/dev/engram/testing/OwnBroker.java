package dev.engram.testing;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.BrokerProcess;
import dev.engram.local.BrokerSettings;
import dev.engram.local.Folders;
import dev.engram.local.FreePorts;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A real broker of one's own, for tests that kill, pause or break it. Confined to one thread. It ends with this JVM at
 * the latest.
 */
public final class OwnBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final BrokerSettings settings;
    private RunningProcess process;

    private OwnBroker(Path folder, BrokerSettings settings) {
        this.folder = folder;
        this.settings = settings;
        this.process = launch();
    }

    /** Starts one on an empty folder and free ports. */
    public static OwnBroker start() {
        return start(Map.of());
    }

    /** @param overrides broker settings that replace the usual ones */
    public static OwnBroker start(Map<String, String> overrides) {
        InfraChoice.check();
        try {
            var folder = InfraFolder.createOwn(RepositoryRoot.find(), "broker");
            var ports = FreePorts.take(2);
            var settings = BrokerSettings.of(
                            BrokerClassPath.of(RepositoryRoot.find()),
                            folder.resolve("data"),
                            folder.resolve("broker.log"),
                            ports.get(0),
                            ports.get(1))
                    .withOverrides(overrides);
            return new OwnBroker(folder, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrap() {
        return settings.bootstrap();
    }

    /** The topics of this broker. */
    public TestTopics topics() {
        return new TestTopics(settings.bootstrap());
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

    /** Starts it again on the same data and ports, and returns when it takes clients. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("the broker is running: stop or kill it first");
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
            return BrokerProcess.startTethered(settings, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
