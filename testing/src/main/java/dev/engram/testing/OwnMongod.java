package dev.engram.testing;

import dev.engram.local.FreePorts;
import dev.engram.local.LocalMongod;
import dev.engram.local.MongodBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A real {@code mongod} of one's own, a replica set with one member, for tests that kill, pause or break it: a process or,
 * with {@code -Dinfra=containers}, a container. Failpoints are enabled. Confined to one thread. It ends with this JVM; a
 * container whose JVM was killed goes with the next start.
 */
public final class OwnMongod implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final int port;
    private final ServerControl control;

    private OwnMongod(int port, ServerControl control) {
        this.port = port;
        this.control = control;
    }

    /** Starts one on an empty folder and a free port. */
    public static OwnMongod start() {
        return start(Map.of());
    }

    /** @param parameters server parameters beside {@code enableTestCommands} */
    public static OwnMongod start(Map<String, String> parameters) {
        var all = new HashMap<>(Map.of("enableTestCommands", "1"));
        all.putAll(parameters);
        var root = RepositoryRoot.find();
        int port = FreePorts.one();
        return new OwnMongod(
                port,
                switch (InfraChoice.current()) {
                    case PROCESSES -> startProcess(root, port, all);
                    case CONTAINERS -> ServerContainers.startMongod(root, port, all);
                });
    }

    private static ServerControl startProcess(Path root, int port, Map<String, String> parameters) {
        try {
            var folder = InfraFolder.createOwn(root, "mongod");
            var binary = MongodBinary.find(System.err::println);
            var mongod =
                    new LocalMongod(binary, folder.resolve("data"), folder.resolve("mongod.log"), port, parameters);
            return ProcessControl.start(folder, () -> mongod.startGuarded(START_TIMEOUT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return LocalMongod.uri(port);
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return control.isAlive();
    }

    /** Ends it in good order (SIGTERM). */
    public void stop() {
        control.stop();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        control.kill();
    }

    /** Starts it again on the same data and port, and returns when it takes writes. */
    public void startAgain() {
        control.startAgain();
    }

    /** Stops it from running (SIGSTOP, or the engine's freezer); connections stay open and nobody answers. */
    public void pause() {
        control.pause();
    }

    /** Lets it go on, if it is paused. */
    public void resume() {
        control.resume();
    }

    /** Kills it and deletes its data. */
    @Override
    public void close() {
        control.close();
    }
}
