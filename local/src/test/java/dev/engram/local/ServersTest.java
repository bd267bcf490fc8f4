package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void useAPathThatIsNotPlain() throws IOException {
        folder = Files.createDirectory(temporary.resolve("a path with spaces = é ☃ \\u00e9"));
    }

    @Test
    void shouldKeepDocumentsOverARestartOnAnotherPort() throws Exception {
        // given
        var ports = FreePorts.take(2);
        var before = mongod(ports.get(0)).startGuarded(TIMEOUT);
        try (var client = MongoClients.create(LocalMongod.uri(ports.get(0)))) {
            facts(client).insertOne(new Document("_id", 1));
        }
        before.stop(TIMEOUT);
        assertThat(before.isAlive()).isFalse();
        // when
        var after = mongod(ports.get(1)).startGuarded(TIMEOUT);
        // then
        try (var client = MongoClients.create(LocalMongod.uri(ports.get(1)))) {
            facts(client).insertOne(new Document("_id", 2));
            assertThat(facts(client).countDocuments()).isEqualTo(2);
        } finally {
            after.kill();
        }
    }

    @Test
    void shouldStopAPausedServer() throws Exception {
        // given
        var mongod = mongod(FreePorts.one()).startGuarded(TIMEOUT);
        mongod.pause();
        // when
        mongod.stop(TIMEOUT);
        // then
        assertThat(mongod.isAlive()).isFalse();
    }

    @Test
    void shouldStartABrokerTwiceOnTheSameFolderWithOtherPorts() throws Exception {
        for (int start = 1; start <= 2; start++) {
            // when
            var ports = FreePorts.take(2);
            var broker = broker(ports.get(0), ports.get(1)).startGuarded(TIMEOUT);
            // then
            assertThat(FreePorts.isFree(ports.get(0))).isFalse();
            broker.stop(TIMEOUT);
            assertThat(FreePorts.isFree(ports.get(0))).isTrue();
        }
    }

    @Test
    void shouldShowWhyABrokerEndedEarly() throws Exception {
        // given
        var ports = FreePorts.take(2);
        var settings = broker(ports.get(0), ports.get(1), Map.of("process.roles", "spectator"));
        // then
        assertThatThrownBy(() -> settings.startGuarded(TIMEOUT))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("Kafka broker ended while it started", "spectator", "broker.log");
    }

    @Test
    void shouldShowWhyAMongodEndedEarly() throws Exception {
        // given
        var settings = mongod(FreePorts.one(), Map.of("noSuchParameter", "1"));
        // then
        assertThatThrownBy(() -> settings.startGuarded(TIMEOUT))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("mongod ended while it started", "noSuchParameter", "mongod.log");
    }

    @Test
    void shouldNameATakenPort() throws Exception {
        // given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            // then
            assertThatThrownBy(() -> mongod(port).startGuarded(TIMEOUT))
                    .isInstanceOf(StartException.class)
                    .hasMessage("mongod cannot start: port %d of 127.0.0.1 is taken by another process", port);
            assertThatThrownBy(() -> broker(port, FreePorts.one()).startGuarded(TIMEOUT))
                    .isInstanceOf(StartException.class)
                    .hasMessage("Kafka broker cannot start: port %d of 127.0.0.1 is taken by another process", port);
        }
    }

    private static MongoCollection<Document> facts(MongoClient client) {
        return client.getDatabase("test").getCollection("facts");
    }

    private LocalMongod mongod(int port) throws IOException {
        return mongod(port, Map.of());
    }

    private LocalMongod mongod(int port, Map<String, String> parameters) throws IOException {
        return new LocalMongod(
                MongodBinary.find(System.err::println),
                folder.resolve("data"),
                folder.resolve("mongod.log"),
                port,
                parameters);
    }

    private LocalBroker broker(int port, int controllerPort) throws IOException {
        return broker(port, controllerPort, Map.of());
    }

    private LocalBroker broker(int port, int controllerPort, Map<String, String> overrides) throws IOException {
        var root = Path.of(System.getProperty("engram.root", ".."));
        return new LocalBroker(
                BrokerClassPath.of(root),
                folder.resolve("data"),
                folder.resolve("broker.log"),
                port,
                controllerPort,
                overrides);
    }
}
