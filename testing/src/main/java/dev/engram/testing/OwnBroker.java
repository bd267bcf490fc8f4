package dev.engram.testing;

import dev.engram.local.FreePorts;
import java.util.Map;

/** A broker of one's own. */
public final class OwnBroker extends OwnServer {
    private OwnBroker(int port, ServerControl control) {
        super(port, control);
    }

    /** Starts one on an empty folder and free ports. */
    public static OwnBroker start() {
        return start(Map.of());
    }

    /** @param overrides broker settings that replace the usual ones */
    public static OwnBroker start(Map<String, String> overrides) {
        return startOnFreePorts(() -> startOnce(overrides));
    }

    private static OwnBroker startOnce(Map<String, String> overrides) {
        var root = RepositoryRoot.find();
        var ports = FreePorts.take(2);
        return new OwnBroker(
                ports.get(0),
                switch (InfraChoice.current()) {
                    case PROCESSES -> {
                        var folder = InfraFolder.createOwn(root, "broker");
                        yield ServerProcesses.startBroker(root, folder, folder, ports, overrides);
                    }
                    case CONTAINERS -> ServerContainers.startBroker(root, ports.get(0), overrides);
                });
    }

    public String bootstrap() {
        return "127.0.0.1:" + port();
    }

    /** The topics of this broker. */
    public TestTopics topics() {
        return new TestTopics(bootstrap());
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
        return ServerContainers.SEGMENTS + "/" + topic + "-" + partition + "/00000000000000000000.log";
    }
}
