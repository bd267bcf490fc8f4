package dev.engram.cli.stack;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.Launch;
import dev.engram.local.LocalBroker;
import dev.engram.local.LocalMongod;
import dev.engram.local.MongodBinary;
import dev.engram.runtime.access.StoreUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How each part of the stack is started.
 *
 * @param folders where the parts keep data, keys and logs
 */
record LaunchPlans(StackSettings settings, StackFolders folders) {
    static final List<String> SERVICE_JVM = List.of(
            "-Xms32m",
            "-Xmx192m",
            // a batch of events is garbage soon: in a small young generation it would fill the old one
            "-XX:NewRatio=1",
            "-XX:MaxDirectMemorySize=64m", // buffers of connections; the limits on these keep it well below
            "-Xss512k",
            "-XX:-UsePerfData", // keeps the JVM from writing to the system's temporary folder
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** @throws IOException if the part cannot be started now: not built, no mongod, or its port is taken */
    Launch of(StackPart part) throws IOException {
        StackPorts ports = settings.ports();
        Path data = folders.data(part);
        Path log = folders.log(part);
        return switch (part) {
            case MONGOD ->
                new LocalMongod(
                                MongodBinary.find(_ -> {}),
                                data,
                                log,
                                ports.of(part),
                                Map.of(),
                                folders.credentials().mongodKey())
                        .launch();
            case BROKER -> {
                // With one broker acks=all guarantees the page cache only. A review that was acknowledged must survive
                // the loss of power.
                Map<String, String> overrides =
                        new HashMap<>(folders.credentials().ofBroker(ports));
                overrides.put("log.flush.interval.messages", "1");
                yield new LocalBroker(
                                BrokerClassPath.of(settings.root()),
                                data,
                                log,
                                ports.of(part),
                                ports.controller(),
                                overrides)
                        .launch(
                                "-Xms64m",
                                "-Xss512k",
                                "-XX:ReservedCodeCacheSize=48m",
                                "-XX:-UsePerfData",
                                "-XX:+ExitOnOutOfMemoryError");
            }
            case CARD, REVIEW, ANALYTICS, GATEWAY -> service(part);
        };
    }

    /** Copies the built service into the home, so that a new build does not change the files of a running one. */
    void install(StackPart service) throws IOException {
        InstalledApp.update(
                settings.root().resolve(service.label()).resolve("target").resolve("quarkus-app"),
                folders.app(service));
    }

    private Launch service(StackPart part) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SERVICE_JVM);
        properties(part).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(folders.app(part).resolve("quarkus-run.jar").toString());
        return new Launch(command, Map.of("MALLOC_ARENA_MAX", "2"), folders.log(part));
    }

    private Map<String, String> properties(StackPart part) throws IOException {
        StackPorts ports = settings.ports();
        Map<String, String> properties = new TreeMap<>();
        properties.put("engram.home", folders.home().toString());
        properties.put("engram.instance", "local");
        properties.put("engram.kafka.bootstrap-servers", ports.kafkaBootstrap());
        properties.put("engram.mongo.uri", ports.mongoUri());
        // the file, not what it says: others see the command line
        properties.put(
                "quarkus.config.locations",
                folders.credentials().file(StoreUser.of(part.label())).toUri().toString());
        properties.put("engram.topics.replication-factor", "1");
        properties.put("engram.cards.url", ports.url(StackPart.CARD).toString());
        properties.put("mp.jwt.verify.publickey.location", ports.url(StackPart.GATEWAY) + "/.well-known/jwks.json");
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(ports.of(part)));
        properties.put("quarkus.banner.enabled", "false");
        // else each health check of a starting service and each connection to MongoDB writes a line
        properties.put("quarkus.log.category.\"io.smallrye.health\".level", "WARN");
        properties.put("quarkus.log.category.\"org.mongodb.driver\".level", "WARN");
        if (part == StackPart.GATEWAY) {
            Map.of("cards", StackPart.CARD, "reviews", StackPart.REVIEW, "analytics", StackPart.ANALYTICS)
                    .forEach((name, service) -> properties.put(
                            "engram.services." + name + ".url",
                            ports.url(service).toString()));
            properties.put(
                    "engram.gateway.signing-key", folders.signingKeys().folder().toString());
            properties.put("engram.gateway.demo-accounts", "true");
            properties.put("engram.gateway.public-url", ports.url(part).toString());
        }
        properties.putAll(settings.serviceProperties());
        return properties;
    }
}
