package dev.engram.local;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of a {@link LocalBroker} that lets nobody in without a user. Clients give their password by SCRAM-SHA-256, which tells
 * it to no server. The broker itself, as a client of its controller and for making the first users, gives its own one by PLAIN.
 */
public final class BrokerSecurity {
    /** The user that the broker itself is; it may do everything. */
    public static final String BROKER = "broker";

    private static final String CLIENTS = "SASL_PLAINTEXT";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private BrokerSecurity() {}

    /**
     * @param port where clients connect, as in {@link LocalBroker}
     * @param controllerPort as in {@link LocalBroker}
     * @param password of {@link #BROKER}: letters and digits
     * @param superUsers further users who may do everything
     */
    public static Map<String, String> settings(int port, int controllerPort, String password, Set<String> superUsers) {
        var own = "%s username=\"%s\" password=\"%s\" user_%s=\"%s\";"
                .formatted(PLAIN, BROKER, password, BROKER, password);
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        "%s://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(CLIENTS, port, controllerPort)),
                Map.entry("advertised.listeners", "%s://127.0.0.1:%d".formatted(CLIENTS, port)),
                Map.entry("listener.security.protocol.map", CLIENTS + ":SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
                Map.entry("inter.broker.listener.name", CLIENTS),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-256,PLAIN"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
                Map.entry("listener.name.sasl_plaintext.plain.sasl.jaas.config", own),
                Map.entry(
                        "listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.controller.plain.sasl.jaas.config", own),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                Map.entry(
                        "super.users",
                        superUsers.stream()
                                .map(user -> ";User:" + user)
                                .sorted()
                                .collect(Collectors.joining("", "User:" + BROKER, ""))));
    }
}
