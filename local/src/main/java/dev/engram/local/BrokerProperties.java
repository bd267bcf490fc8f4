package dev.engram.local;

import java.util.HashMap;
import java.util.Map;

/** The configuration of a broker that is its own controller (KRaft) and serves one machine. */
public final class BrokerProperties {
    private BrokerProperties() {}

    /**
     * @param bindHost where it listens for clients; they reach it at 127.0.0.1, whatever this is
     * @param port where clients connect
     * @param controllerPort where it talks to itself, on 127.0.0.1
     * @param segments its folder for log segments
     * @param overrides settings that replace these
     */
    public static Map<String, String> of(
            String bindHost, int port, int controllerPort, String segments, Map<String, String> overrides) {
        var controller = "127.0.0.1:" + controllerPort;
        var properties = new HashMap<>(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                // voters by configuration, not in the log: the controller's port may change between two starts
                Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + bindHost + ":" + port + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", segments),
                // a first producer must not make a topic with one partition and seven days
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // a broker that comes back after kill -9 is let in when its former self has timed out; 9 s by default
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "3"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("num.recovery.threads.per.data.dir", "1")));
        properties.putAll(overrides);
        return Map.copyOf(properties);
    }
}
