package dev.engram.testing;

import dev.engram.local.Folders;
import dev.engram.local.FreePorts;
import dev.engram.local.LocalMongod;
import dev.engram.local.ProcessIdentity;
import dev.engram.testing.InfraFolder.InfraAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The JVM that owns the shared broker and mongod of one build, be they processes or containers. It ends, and they with it,
 * when the build's process has ended, when they have been unused for some time (an IDE lives for days), or when one of them
 * has ended. Killed, it takes processes with it at once; containers go with the next start.
 */
final class InfraProcess {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

    private final InfraChoice choice;
    private final Path root;
    private final ProcessIdentity owner;
    private final Duration idle;
    private final InfraFolder folder;

    private InfraProcess(InfraChoice choice, Path root, ProcessIdentity owner, Duration idle) throws IOException {
        this.choice = choice;
        this.root = root;
        this.owner = owner;
        this.idle = idle;
        this.folder = InfraFolder.of(root, owner);
    }

    /**
     * Arguments: the repository's folder, the build's process, milliseconds without use after which it ends. The kind
     * of servers is set as in a test JVM.
     */
    public static void main(String[] arguments) throws Exception {
        // the log is shown when the start fails: the MongoDB driver's lines on every connection would hide the reason
        Logger.getLogger("").setLevel(Level.WARNING);
        var owner = ProcessIdentity.parse(arguments[1]).orElseThrow();
        var idle = Duration.ofMillis(Long.parseLong(arguments[2]));
        var infra = new InfraProcess(InfraChoice.current(), Path.of(arguments[0]), owner, idle);
        Runtime.getRuntime().addShutdownHook(new Thread(infra::cleanUp, "clean-up"));
        infra.run();
        System.exit(0);
    }

    private void run() throws Exception {
        InfraFolder.sweep(root);
        Folders.delete(folder.data());
        var ports = FreePorts.take(3);
        var mongod = inBackground(() -> startMongod(ports.get(2)));
        var broker = startBroker(ports);
        var database = mongod.get();
        folder.publish(
                new InfraAddress(ProcessIdentity.own(), "127.0.0.1:" + ports.get(0), LocalMongod.uri(ports.get(2))));
        watch(broker, database);
    }

    private void watch(ServerControl broker, ServerControl mongod) throws IOException, InterruptedException {
        var lastUse = Instant.now();
        while (owner.isAlive() && broker.isAlive() && mongod.isAlive()) {
            Thread.sleep(CHECK_INTERVAL);
            if (folder.isUsed()) {
                lastUse = Instant.now();
            } else if (lastUse.plus(idle).isBefore(Instant.now()) && withdrawnUnused()) {
                return;
            }
        }
        folder.withdraw();
    }

    /** Under the lock, so that no JVM can begin to use what is about to end. */
    private boolean withdrawnUnused() throws IOException {
        return folder.locked(() -> {
            if (folder.isUsed()) {
                return false;
            }
            folder.withdraw();
            return true;
        });
    }

    private ServerControl startMongod(int port) {
        var parameters = Map.of("enableTestCommands", "1");
        return switch (choice) {
            case CONTAINERS -> ServerContainers.startMongod(root, port, parameters);
            case PROCESSES ->
                ServerProcesses.startMongod(folder.data().resolve("mongod"), folder.path(), port, parameters);
        };
    }

    private ServerControl startBroker(List<Integer> ports) {
        // on a loaded machine it gets little processor time, and must not be taken for dead
        var overrides = Map.of("broker.session.timeout.ms", "30000");
        return switch (choice) {
            case CONTAINERS -> ServerContainers.startBroker(root, ports.get(0), overrides);
            case PROCESSES ->
                ServerProcesses.startBroker(root, folder.data().resolve("broker"), folder.path(), ports, overrides);
        };
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("start").start(task);
        return task;
    }

    private void cleanUp() {
        switch (choice) {
            case PROCESSES -> endChildren();
            case CONTAINERS -> ContainerOwner.removeOwn(root);
        }
        try {
            Folders.delete(owner.isAlive() ? folder.data() : folder.path());
        } catch (IOException e) {
            // the next build's sweep deletes it
            System.out.println("could not delete " + folder.path() + ": " + e);
        }
    }

    private static void endChildren() {
        // they end together with this process, but not before their files are deleted
        var children = ProcessHandle.current().children().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> child)
                .join());
    }
}
