package dev.engram.testing;

import dev.engram.local.Folders;
import dev.engram.local.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The folder through which the JVMs of one build share a broker and a mongod: a lock, what runs where, and one empty file
 * per JVM that uses it.
 *
 * @param path below {@code target/infra}, named after the build's process
 */
record InfraFolder(Path path) {
    private static final String PREFIX = "build-";
    private static final String OWN_PREFIX = "own-";

    static InfraFolder of(Path root, ProcessIdentity owner) throws IOException {
        var folder = new InfraFolder(all(root).resolve(PREFIX + owner.token()));
        Files.createDirectories(folder.users());
        return folder;
    }

    /** A new folder that belongs to one JVM. */
    static Path createOwn(Path root, String name) {
        return IoTask.unchecked(() -> Files.createTempDirectory(
                Files.createDirectories(all(root)),
                OWN_PREFIX + ProcessIdentity.own().token() + "-" + name + "-"));
    }

    /** Deletes the folders of builds and JVMs that have ended without being able to. */
    static void sweep(Path root) throws IOException {
        try (var folders = Files.list(all(root))) {
            folders.filter(InfraFolder::isAbandoned).forEach(InfraFolder::tryToDelete);
        }
    }

    private static boolean isAbandoned(Path folder) {
        var owner = ownerOf(folder.getFileName().toString());
        return owner.isPresent() && !owner.get().isAlive();
    }

    private static void tryToDelete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException beingDeletedByItsOwnProcess) {
            // the servers of a build that has just ended may still be ending; the next sweep deletes what is left
        }
    }

    private static Optional<ProcessIdentity> ownerOf(String name) {
        if (name.startsWith(PREFIX)) {
            return ProcessIdentity.parse(name.substring(PREFIX.length()));
        }
        var parts = name.split("-", 4);
        return name.startsWith(OWN_PREFIX) && parts.length == 4
                ? ProcessIdentity.parse(parts[1] + "-" + parts[2])
                : Optional.empty();
    }

    private static Path all(Path root) {
        return root.resolve("target").resolve("infra");
    }

    Path log() {
        return path.resolve("infra.log");
    }

    Path data() {
        return path.resolve("data");
    }

    /** Waits for the lock of this folder, which one thread of one JVM can hold, and works under it. */
    <T> T locked(IoTask<T> work) throws IOException {
        try (var channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            return work.run();
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock(); // given back when the channel is closed
                return;
            } catch (OverlappingFileLockException anotherThreadOfThisJvm) {
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** What runs for this build, if it does. */
    Optional<InfraAddress> address() throws IOException {
        return Files.exists(published())
                ? Optional.of(InfraAddress.of(Files.readAllLines(published())))
                        .filter(address -> address.process().isAlive())
                : Optional.empty();
    }

    void publish(InfraAddress address) throws IOException {
        var temporary = Files.write(path.resolve("address.new"), address.lines());
        Files.move(temporary, published(), StandardCopyOption.ATOMIC_MOVE);
    }

    void withdraw() throws IOException {
        Files.deleteIfExists(published());
    }

    /** Notes that this JVM uses what runs. Call with the lock held. */
    void use() throws IOException {
        var user = users().resolve(ProcessIdentity.own().token());
        if (!Files.exists(user)) {
            Files.createFile(user);
        }
    }

    /** Whether a JVM that uses it is running. */
    boolean isUsed() throws IOException {
        try (var users = Files.list(users())) {
            return users.flatMap(
                            user -> ProcessIdentity.parse(user.getFileName().toString()).stream())
                    .anyMatch(ProcessIdentity::isAlive);
        }
    }

    private Path users() {
        return path.resolve("users");
    }

    private Path published() {
        return path.resolve("address");
    }

    /**
     * Where the shared broker and mongod of a build are.
     *
     * @param process the JVM that owns both
     * @param kafkaBootstrap host and port of the broker
     * @param mongoUri connection string of the mongod, without a database
     */
    record InfraAddress(ProcessIdentity process, String kafkaBootstrap, String mongoUri) {
        static InfraAddress of(List<String> lines) {
            return new InfraAddress(ProcessIdentity.parse(lines.get(0)).orElseThrow(), lines.get(1), lines.get(2));
        }

        List<String> lines() {
            return List.of(process.token(), kafkaBootstrap, mongoUri);
        }
    }
}
