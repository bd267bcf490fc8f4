package dev.engram.testing;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.FreePorts;
import dev.engram.local.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A real broker of one's own, for tests that kill, pause or break it: a process or, with {@code -Dinfra=containers}, a
 * container. Confined to one thread. It ends with this JVM; a container whose JVM was killed goes with the next start.
 */
public final class OwnBroker implements AutoCloseable {
    /** Its folder for log segments, below that for its data. */
    static final String SEGMENTS = "segments";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final int port;
    private final ServerControl control;

    private OwnBroker(int port, ServerControl control) {
        this.port = port;
        this.control = control;
    }

    /** Starts one on an empty folder and free ports. */
    public static OwnBroker start() {
        return start(Map.of());
    }

    /** @param overrides broker settings that replace the usual ones */
    public static OwnBroker start(Map<String, String> overrides) {
        var root = RepositoryRoot.find();
        int port = FreePorts.one();
        return new OwnBroker(
                port,
                switch (InfraChoice.current()) {
                    case PROCESSES -> startProcess(root, port, overrides);
                    case CONTAINERS -> ServerContainers.startBroker(root, port, overrides);
                });
    }

    private static ServerControl startProcess(Path root, int port, Map<String, String> overrides) {
        try {
            var folder = InfraFolder.createOwn(root, "broker");
            int controllerPort = FreePorts.take(2).stream()
                    .filter(free -> free != port)
                    .findFirst()
                    .orElseThrow();
            var broker = new LocalBroker(
                    BrokerClassPath.of(root),
                    folder.resolve("data"),
                    folder.resolve("broker.log"),
                    port,
                    controllerPort,
                    overrides);
            return ProcessControl.start(folder, () -> broker.startGuarded(START_TIMEOUT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** The topics of this broker. */
    public TestTopics topics() {
        return new TestTopics(bootstrap());
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

    /** Starts it again on the same data and port, and returns when it takes clients. */
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

    /** Bytes in the first log segment of a partition. */
    public long segmentSize(String topic, int partition) {
        return control.sizeOf(segment(topic, partition));
    }

    /**
     * Cuts the end off the first log segment of a partition, as a disk that lost its last writes would. Stop it first.
     *
     * @param size bytes to keep, fewer than there are
     */
    public void truncateSegment(String topic, int partition, long size) {
        if (control.isAlive()) {
            throw new IllegalStateException("the broker is running: stop it before its segments are cut");
        }
        long before = segmentSize(topic, partition);
        if (size >= before) {
            throw new IllegalArgumentException("size must be below that of the segment, " + before + ", was " + size);
        }
        control.truncate(segment(topic, partition), size);
    }

    private static String segment(String topic, int partition) {
        return SEGMENTS + "/" + topic + "-" + partition + "/00000000000000000000.log";
    }

    /** Kills it and deletes its data. */
    @Override
    public void close() {
        control.close();
    }
}
