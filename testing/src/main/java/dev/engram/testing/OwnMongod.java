package dev.engram.testing;

import dev.engram.local.FreePorts;
import dev.engram.local.LocalMongod;
import java.util.HashMap;
import java.util.Map;

/** A {@code mongod} of one's own, a replica set with one member. Failpoints are enabled. */
public final class OwnMongod extends OwnServer {
    private OwnMongod(int port, ServerControl control) {
        super(port, control);
    }

    /** Starts one on an empty folder and a free port. */
    public static OwnMongod start() {
        return start(Map.of());
    }

    /** @param parameters server parameters beside {@code enableTestCommands} */
    public static OwnMongod start(Map<String, String> parameters) {
        var all = new HashMap<>(Map.of("enableTestCommands", "1"));
        all.putAll(parameters);
        return startOnFreePorts(() -> startOnce(all));
    }

    private static OwnMongod startOnce(Map<String, String> all) {
        var root = RepositoryRoot.find();
        int port = FreePorts.one();
        return new OwnMongod(
                port,
                switch (InfraChoice.current()) {
                    case PROCESSES -> {
                        var folder = InfraFolder.createOwn(root, "mongod");
                        yield ServerProcesses.startMongod(folder, folder, port, all);
                    }
                    case CONTAINERS -> ServerContainers.startMongod(root, port, all);
                });
    }

    /** Connection string without a database. */
    public String uri() {
        return LocalMongod.uri(port());
    }
}
