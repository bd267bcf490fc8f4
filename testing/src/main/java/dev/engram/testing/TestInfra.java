package dev.engram.testing;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.LogTail;
import dev.engram.testing.InfraFolder.InfraAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real broker and a real {@code mongod} (replica set {@code rs0}, test commands enabled), as processes or, with
 * {@code -Dinfra=containers}, as containers, started once per build: the first test JVM that asks starts them, those of later
 * modules find them, and they end with the build. Tests use unique names, so that they do not meet. A test that kills, pauses
 * or breaks a server takes an {@link OwnBroker} or {@link OwnMongod}.
 */
public final class TestInfra {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
    // images that this machine has never run are pulled first
    private static final Duration START_TIMEOUT_WITH_PULL = Duration.ofMinutes(15);
    // an IDE lives for days; a Maven build that is silent for longer than this starts new ones
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** Milliseconds without a running user after which the servers end; ten minutes by default. */
    static final String IDLE_PROPERTY = "engram.infra.idle-millis";

    private static @Nullable TestInfra shared;

    private final InfraAddress address;
    private final TestTopics topics;

    private TestInfra(InfraAddress address) {
        this.address = address;
        this.topics = new TestTopics(address.kafkaBootstrap());
    }

    /**
     * The servers of this build, started if need be.
     *
     * @throws IllegalStateException if they cannot be started; with {@code -Dinfra=containers}, where no engine answers
     */
    public static synchronized TestInfra shared() {
        var known = shared;
        if (known == null) {
            known = new TestInfra(IoTask.unchecked(TestInfra::find));
            shared = known;
        }
        return known;
    }

    /** Host and port of the broker, for {@code bootstrap.servers}. */
    public String kafkaBootstrap() {
        return address.kafkaBootstrap();
    }

    /** Connection string of the mongod, without a database. */
    public String mongoUri() {
        return address.mongoUri();
    }

    /** A unique database name. At most 40 characters of prefix: MongoDB takes 63. */
    public String uniqueDatabase(String prefix) {
        return TestTopics.uniqueName(prefix);
    }

    /** Creates a topic that keeps everything, with a unique name. */
    public String uniqueTopic(String prefix, int partitions) {
        return topics.unique(prefix, partitions);
    }

    /** Creates a topic with a unique name. @param settings replace those that keep everything */
    public String uniqueTopic(String prefix, int partitions, Map<String, String> settings) {
        return topics.unique(prefix, partitions, settings);
    }

    /** The topics of the broker. */
    public TestTopics topics() {
        return topics;
    }

    private static InfraAddress find() throws IOException {
        var choice = InfraChoice.current();
        var root = RepositoryRoot.find();
        var owner = BuildOwner.find();
        var folder = InfraFolder.of(root, owner);
        return folder.locked(() -> {
            if (folder.address().isEmpty()) {
                start(choice, root, owner.token(), folder);
            }
            folder.use();
            return folder.address().orElseThrow();
        });
    }

    private static void start(InfraChoice choice, Path root, String owner, InfraFolder folder) throws IOException {
        var timeout = START_TIMEOUT;
        if (choice == InfraChoice.CONTAINERS) {
            ContainerEngine.require();
            timeout = START_TIMEOUT_WITH_PULL;
        }
        folder.withdraw();
        var process = new ProcessBuilder(command(choice, root, owner))
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        var deadline = Instant.now().plus(timeout);
        try {
            while (folder.address().isEmpty()) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("the broker and mongod of the tests did not start:\n"
                            + String.join("\n", LogTail.of(folder.log(), 30)));
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker and mongod of the tests started", e);
        }
    }

    private static List<String> command(InfraChoice choice, Path root, String owner) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + InfraChoice.PROPERTY + "=" + choice.word(),
                "-cp",
                classPath(choice, root),
                InfraProcess.class.getName(),
                root.toString(),
                owner,
                Long.toString(Long.getLong(IDLE_PROPERTY, IDLE.toMillis())));
    }

    private static String classPath(InfraChoice choice, Path root) throws IOException {
        var target = root.resolve("testing").resolve("target");
        var processes = target.resolve("classes") + File.pathSeparator + BrokerClassPath.of(root);
        return switch (choice) {
            case PROCESSES -> processes;
            // the broker's comes first: it has the logging that shows warnings only
            case CONTAINERS ->
                processes
                        + File.pathSeparator
                        + Files.readString(target.resolve("testing.classpath")).strip();
        };
    }
}
