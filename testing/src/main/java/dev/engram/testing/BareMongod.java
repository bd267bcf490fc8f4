package dev.engram.testing;

import dev.engram.local.FreePorts;
import java.util.List;

/** A standalone {@code mongod}, no member of a replica set, for tests of what refuses to run on one. */
public final class BareMongod extends OwnServer {
    private BareMongod(int port, ServerControl control) {
        super(port, control);
    }

    /** Starts one on an empty folder and a free port, and does not wait until it answers. @param options of its command line */
    public static BareMongod start(String... options) {
        var root = RepositoryRoot.find();
        int port = FreePorts.one();
        return new BareMongod(
                port,
                switch (InfraChoice.current()) {
                    case PROCESSES ->
                        ServerProcesses.startBareMongod(
                                InfraFolder.createOwn(root, "bare-mongod"), port, List.of(options));
                    case CONTAINERS -> ServerContainers.startBareMongod(root, port, List.of(options));
                });
    }

    /** Connection string without a database, and without the name of a set. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port();
    }
}
