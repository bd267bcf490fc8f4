package dev.engram.testing;

import dev.engram.local.FreePorts;
import dev.engram.local.Launch;
import dev.engram.local.MongodBinary;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real {@code mongod} that nobody made the member of a replica set, for tests of what refuses to run on one: a process
 * or, with {@code -Dinfra=containers}, a container. It ends with this JVM; a container whose JVM was killed goes with the
 * next start.
 */
public final class BareMongod implements AutoCloseable {
    private final int port;
    private final ServerControl control;

    private BareMongod(int port, ServerControl control) {
        this.port = port;
        this.control = control;
    }

    /** Starts one on an empty folder and a free port, and does not wait until it answers. @param options of its command line */
    public static BareMongod start(String... options) {
        var root = RepositoryRoot.find();
        int port = FreePorts.one();
        return new BareMongod(
                port,
                switch (InfraChoice.current()) {
                    case PROCESSES -> startProcess(root, port, List.of(options));
                    case CONTAINERS -> ServerContainers.startBareMongod(root, port, List.of(options));
                });
    }

    private static ServerControl startProcess(Path root, int port, List<String> options) {
        try {
            var folder = InfraFolder.createOwn(root, "bare-mongod");
            var data = Files.createDirectory(folder.resolve("data"));
            var command = new ArrayList<>(List.of(
                    MongodBinary.find(System.err::println).toAbsolutePath().toString(),
                    "--dbpath",
                    data.toString(),
                    "--bind_ip",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port)));
            command.addAll(options);
            var log = folder.resolve("mongod.log");
            return ProcessControl.start(folder, () -> {
                var process = new Launch(command, Map.of(), log).spawn();
                return ParentDeathGuard.guard(new RunningProcess(process.toHandle(), log));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connection string without a database, and without the name of a set. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    /** Kills it and deletes its data. */
    @Override
    public void close() {
        control.close();
    }
}
