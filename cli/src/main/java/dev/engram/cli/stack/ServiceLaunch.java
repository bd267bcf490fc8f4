package dev.engram.cli.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line of one of our services, with the settings of the local stack. */
final class ServiceLaunch {
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private ServiceLaunch() {}

    static Launch of(StackPart part, StackSettings settings, StackFolders folders, SigningKeys keys, String mongoUri) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        properties(part, settings, folders, keys, mongoUri)
                .forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(folders.app(part).resolve("quarkus-run.jar").toString());
        return new Launch(command, ENVIRONMENT, folders.log(part));
    }

    private static final List<String> JVM = List.of(
            "-Xms32m",
            "-Xmx128m",
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

    private static Map<String, String> properties(
            StackPart part, StackSettings settings, StackFolders folders, SigningKeys keys, String mongoUri) {
        StackPorts ports = settings.ports();
        Map<String, String> properties = new TreeMap<>();
        properties.put("engram.home", folders.home().toString());
        properties.put("engram.instance", "local");
        properties.put("engram.kafka.bootstrap-servers", "127.0.0.1:" + ports.of(StackPart.BROKER));
        properties.put("engram.mongo.uri", mongoUri);
        properties.put("engram.topics.replication-factor", "1");
        properties.put("engram.cards.url", url(ports, StackPart.CARD));
        // a path, not a URL: the library does not decode what a URL writes for a space
        properties.put("mp.jwt.verify.publickey.location", keys.publicKey().toString());
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(ports.of(part)));
        properties.put("quarkus.banner.enabled", "false");
        // Told by nobody but the person who reads the logs: each look of ours at a service that still starts, each
        // connection.
        properties.put("quarkus.log.category.\"io.smallrye.health\".level", "WARN");
        properties.put("quarkus.log.category.\"org.mongodb.driver\".level", "WARN");
        if (part == StackPart.GATEWAY) {
            properties.put("engram.services.cards.url", url(ports, StackPart.CARD));
            properties.put("engram.services.reviews.url", url(ports, StackPart.REVIEW));
            properties.put("engram.services.analytics.url", url(ports, StackPart.ANALYTICS));
            properties.put("engram.gateway.signing-key", keys.privateKey().toString());
            properties.put("engram.gateway.demo-accounts", "true");
        }
        properties.putAll(settings.serviceProperties());
        return properties;
    }

    static String url(StackPorts ports, StackPart part) {
        return "http://127.0.0.1:" + ports.of(part);
    }
}
