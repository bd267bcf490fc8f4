package dev.engram.testing;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.Launch;
import dev.engram.local.LocalBroker;
import dev.engram.local.LocalMongod;
import dev.engram.local.MongodBinary;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts brokers and mongods as processes of this machine. The data of a server are below {@code data} in its {@code folder},
 * which is deleted in the end; its log is in {@code logs}.
 */
final class ServerProcesses {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private ServerProcesses() {}

    /** @param ports of the broker and of its controller */
    static ServerControl startBroker(
            Path root, Path folder, Path logs, List<Integer> ports, Map<String, String> overrides) {
        return ProcessControl.start(
                folder,
                () -> new LocalBroker(
                                BrokerClassPath.of(root),
                                folder.resolve("data"),
                                logs.resolve("broker.log"),
                                ports.get(0),
                                ports.get(1),
                                overrides)
                        .startGuarded(START_TIMEOUT));
    }

    static ServerControl startMongod(Path folder, Path logs, int port, Map<String, String> parameters) {
        return ProcessControl.start(
                folder,
                () -> new LocalMongod(binary(), folder.resolve("data"), logs.resolve("mongod.log"), port, parameters)
                        .startGuarded(START_TIMEOUT));
    }

    /** One that need not become the member of a set; it may not answer yet. @param options of its command line */
    static ServerControl startBareMongod(Path folder, int port, List<String> options) {
        return ProcessControl.start(folder, () -> {
            var command = new ArrayList<>(List.of(binary().toAbsolutePath().toString(), "--bind_ip", "127.0.0.1"));
            command.addAll(List.of("--port", Integer.toString(port), "--dbpath"));
            command.add(Files.createDirectories(folder.resolve("data")).toString());
            command.addAll(options);
            var log = folder.resolve("mongod.log");
            var process = new Launch(command, Map.of(), log).spawn();
            return ParentDeathGuard.guard(new RunningProcess(process.toHandle(), log));
        });
    }

    private static Path binary() throws IOException {
        return MongodBinary.find(System.err::println);
    }
}
