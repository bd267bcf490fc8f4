package dev.engram.testing;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.BrokerProcess;
import dev.engram.local.BrokerSettings;
import dev.engram.local.Folders;
import dev.engram.local.FreePorts;
import dev.engram.local.MongodBinary;
import dev.engram.local.MongodProcess;
import dev.engram.local.MongodSettings;
import dev.engram.local.ProcessIdentity;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The JVM that owns the shared broker and mongod of one build. It ends, and they with it, when the build's process has
 * gone, when nobody has used them for a while (an IDE lives for days), or when one of them has died.
 */
final class InfraProcess {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Path root;
    private final ProcessIdentity owner;
    private final Duration idle;
    private final InfraFolder folder;

    private InfraProcess(Path root, ProcessIdentity owner, Duration idle) throws IOException {
        this.root = root;
        this.owner = owner;
        this.idle = idle;
        this.folder = InfraFolder.of(root, owner);
    }

    /** Arguments: the repository's folder, the build's process, milliseconds without use after which it ends. */
    public static void main(String[] arguments) throws Exception {
        // the log is shown when the start fails: the MongoDB driver's remarks on every connection would hide the reason
        Logger.getLogger("").setLevel(Level.WARNING);
        var owner = ProcessIdentity.parse(arguments[1]).orElseThrow();
        var infra = new InfraProcess(Path.of(arguments[0]), owner, Duration.ofMillis(Long.parseLong(arguments[2])));
        // the children are tethered: they end with this JVM, whatever ends it
        Runtime.getRuntime().addShutdownHook(new Thread(infra::cleanUp, "clean-up"));
        infra.run();
        System.exit(0);
    }

    private void run() throws Exception {
        InfraFolder.sweep(root);
        Folders.delete(folder.data());
        var ports = FreePorts.take(3);
        var mongod = inBackground(() -> startMongod(ports.get(0)));
        var broker = startBroker(ports.get(1), ports.get(2));
        var database = mongod.get();
        folder.publish(new InfraAddress(ProcessIdentity.own(), broker.address(), database.address()));
        watch(broker.process(), database.process());
    }

    private void watch(RunningProcess broker, RunningProcess mongod) throws IOException, InterruptedException {
        var lastUse = Instant.now();
        while (owner.isAlive() && broker.isAlive() && mongod.isAlive()) {
            Thread.sleep(BETWEEN_LOOKS);
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

    private record Started(RunningProcess process, String address) {}

    private Started startMongod(int port) throws IOException {
        var settings = MongodSettings.of(
                        MongodBinary.find(System.out::println),
                        folder.data().resolve("mongod"),
                        folder.path().resolve("mongod.log"),
                        port)
                .withParameters(Map.of("enableTestCommands", "1"));
        return new Started(MongodProcess.startTethered(settings, START), settings.uri());
    }

    private Started startBroker(int port, int controllerPort) throws IOException {
        var settings = BrokerSettings.of(
                        BrokerClassPath.of(root),
                        folder.data().resolve("broker"),
                        folder.path().resolve("broker.log"),
                        port,
                        controllerPort)
                // it is never killed, only starved: on a loaded machine it must not be taken for dead
                .withOverrides(Map.of("broker.session.timeout.ms", "30000"));
        return new Started(BrokerProcess.startTethered(settings, START), settings.bootstrap());
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("start").start(task);
        return task;
    }

    private void cleanUp() {
        // they are tethered and would end by themselves, but not before their files are deleted
        var children = ProcessHandle.current().children().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> child)
                .join());
        try {
            Folders.delete(owner.isAlive() ? folder.data() : folder.path());
        } catch (IOException e) {
            // the next build's sweep deletes it
            System.out.println("could not delete " + folder.path() + ": " + e);
        }
    }
}
