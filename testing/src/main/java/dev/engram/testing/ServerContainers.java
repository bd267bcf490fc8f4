package dev.engram.testing;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import dev.engram.local.LocalBroker;
import dev.engram.local.LocalMongod;
import dev.engram.local.ReplicaSetMember;
import dev.engram.testing.ContainerControl.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts brokers and mongods in containers of the official images, set up as the processes are. A server listens on the
 * same port in its container and on 127.0.0.1 of this machine: the address it advertises is right for clients, for itself,
 * and after every restart.
 */
final class ServerContainers {
    /** The images that docker-compose.yml runs too; the broker is of the version that the build's clients are. */
    static final String KAFKA = "apache/kafka:" + clientsVersion();

    static final String MONGO = "mongo:8";

    /** A broker's folder for log segments, below that for its data. */
    static final String SEGMENTS = "segments";

    private static final String KAFKA_DATA = "/var/lib/kafka/data";
    // The image's start script formats the storage first. On formatted storage the broker is started directly: this
    // saves
    // seconds at every restart, and does not depend on what the script does with formatted storage.
    private static final String KAFKA_START = """
            if [ -e %1$s/meta.properties ]; then
              exec java $KAFKA_HEAP_OPTS $KAFKA_JVM_PERFORMANCE_OPTS \
                -Dlog4j2.configurationFile=/opt/kafka/config/log4j2.yaml -cp '/opt/kafka/libs/*' \
                kafka.Kafka /opt/kafka/config/server.properties
            fi
            exec /etc/kafka/docker/run
            """;
    private static final String MONGO_DATA = "/data/db";
    // in the container, where it is the only listener; below the range that FreePorts takes ports from
    private static final int CONTROLLER_PORT = 19_093;

    private ServerContainers() {}

    private static String clientsVersion() {
        var properties = new Properties();
        IoTask.run(() -> {
            try (var in = Admin.class.getResourceAsStream("/kafka/kafka-version.properties")) {
                properties.load(in);
            }
        });
        return properties.getProperty("version");
    }

    /** @param overrides broker settings that replace those of {@link LocalBroker#properties} */
    static ContainerControl startBroker(Path root, int port, Map<String, String> overrides) {
        var segments = KAFKA_DATA + "/" + SEGMENTS;
        var container = container(KAFKA, root, port)
                .withCommand("bash", "-c", KAFKA_START.formatted(segments))
                .withEnv("CLUSTER_ID", Uuid.randomUuid().toString())
                .withEnv("KAFKA_HEAP_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1")
                .withEnv("KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -Djava.awt.headless=true");
        LocalBroker.properties("0.0.0.0", port, CONTROLLER_PORT, segments, overrides)
                .forEach((name, value) -> container.withEnv(variable(name), value));
        return ContainerControl.start("Kafka broker", container, KAFKA_DATA, () -> {
            var admin = Admin.create(Map.of(
                    "bootstrap.servers", "127.0.0.1:" + port,
                    "client.id", "readiness-probe",
                    "reconnect.backoff.ms", "100",
                    "reconnect.backoff.max.ms", "200",
                    "request.timeout.ms", "1000",
                    "default.api.timeout.ms", "1500"));
            return new Probe(() -> takesClients(admin), () -> admin.close(Duration.ZERO));
        });
    }

    /** A broker does when its cluster, through it, counts it as a live member. */
    private static boolean takesClients(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false; // the waiting thread notices the interrupt
        }
    }

    /** @param parameters server parameters */
    static ContainerControl startMongod(Path root, int port, Map<String, String> parameters) {
        var options = new ArrayList<>(LocalMongod.options(port, parameters));
        options.add("--bind_ip_all");
        return startMongod(root, port, options, () -> {
            var member = new ReplicaSetMember(port, LocalMongod.REPLICA_SET);
            return new Probe(member::takesWrites, member::close);
        });
    }

    /** One that need not become the member of a set; it may not answer yet. @param options of its command line */
    static ContainerControl startBareMongod(Path root, int port, List<String> options) {
        var all = new ArrayList<>(options);
        all.addAll(List.of("--port", Integer.toString(port), "--bind_ip_all"));
        return startMongod(root, port, all, () -> new Probe(() -> true, () -> {}));
    }

    private static ContainerControl startMongod(Path root, int port, List<String> options, Supplier<Probe> probes) {
        var container = container(MONGO, root, port).withCommand(options.toArray(String[]::new));
        return ContainerControl.start("mongod", container, MONGO_DATA, probes);
    }

    private static GenericContainer<?> container(String image, Path root, int port) {
        var engine = ContainerEngine.require();
        ContainerOwner.sweepOnce(engine, root);
        return new GenericContainer<>(DockerImageName.parse(image))
                .withLabels(ContainerOwner.labels(root))
                .withCreateContainerCmdModifier(command -> {
                    var host = command.getHostConfig();
                    command.withExposedPorts(ExposedPort.tcp(port))
                            .withHostConfig((host == null ? HostConfig.newHostConfig() : host)
                                    .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + port)));
                });
    }

    /** How the image's environment spells a broker setting. */
    static String variable(String setting) {
        return "KAFKA_"
                + setting.replace("_", "__")
                        .replace("-", "___")
                        .replace(".", "_")
                        .toUpperCase(Locale.ROOT);
    }
}
