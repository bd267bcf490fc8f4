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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void useAPathWithSpaces() throws IOException {
        folder = Files.createDirectory(temporary.resolve("a path with spaces"));
    }

    @Test
    void shouldKeepDocumentsOverARestartOnAnotherPort() throws Exception {
        // given
        var ports = FreePorts.take(2);
        var before = MongodProcess.startTethered(mongod(ports.get(0)), PATIENCE);
        try (var client = MongoClients.create(mongod(ports.get(0)).uri())) {
            facts(client).insertOne(new Document("_id", 1));
        }
        before.stop(PATIENCE);
        assertThat(before.isAlive()).isFalse();
        // when
        var after = MongodProcess.startTethered(mongod(ports.get(1)), PATIENCE);
        // then
        try (var client = MongoClients.create(mongod(ports.get(1)).uri())) {
            facts(client).insertOne(new Document("_id", 2));
            assertThat(facts(client).countDocuments()).isEqualTo(2);
        } finally {
            after.kill();
        }
    }

    @Test
    void shouldStopAPausedServer() throws Exception {
        // given
        var mongod = MongodProcess.startTethered(mongod(FreePorts.one()), PATIENCE);
        mongod.pause();
        // when
        mongod.stop(PATIENCE);
        // then
        assertThat(mongod.isAlive()).isFalse();
    }

    @Test
    void shouldStartABrokerTwiceOnTheSameFolderWithOtherPorts() throws Exception {
        for (int start = 1; start <= 2; start++) {
            // when
            var ports = FreePorts.take(2);
            var broker = BrokerProcess.startTethered(broker(ports.get(0), ports.get(1)), PATIENCE);
            // then
            assertThat(FreePorts.isFree(ports.get(0))).isFalse();
            broker.stop(PATIENCE);
            assertThat(FreePorts.isFree(ports.get(0))).isTrue();
        }
    }

    @Test
    void shouldShowWhyABrokerEndedEarly() throws Exception {
        // given
        var ports = FreePorts.take(2);
        var settings = broker(ports.get(0), ports.get(1)).withOverrides(Map.of("process.roles", "spectator"));
        // then
        assertThatThrownBy(() -> BrokerProcess.startTethered(settings, PATIENCE))
                .isInstanceOf(StartFailed.class)
                .hasMessageContainingAll("Kafka broker ended while it started", "spectator", "broker.log");
    }

    @Test
    void shouldShowWhyAMongodEndedEarly() throws Exception {
        // given
        var settings = mongod(FreePorts.one()).withParameters(Map.of("noSuchParameter", "1"));
        // then
        assertThatThrownBy(() -> MongodProcess.startTethered(settings, PATIENCE))
                .isInstanceOf(StartFailed.class)
                .hasMessageContainingAll("mongod ended while it started", "noSuchParameter", "mongod.log");
    }

    @Test
    void shouldNameATakenPort() throws Exception {
        // given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            // then
            assertThatThrownBy(() -> MongodProcess.startTethered(mongod(port), PATIENCE))
                    .isInstanceOf(StartFailed.class)
                    .hasMessage("mongod cannot start: port %d of 127.0.0.1 is taken by another process", port);
            assertThatThrownBy(() -> BrokerProcess.startTethered(broker(port, FreePorts.one()), PATIENCE))
                    .isInstanceOf(StartFailed.class)
                    .hasMessage("Kafka broker cannot start: port %d of 127.0.0.1 is taken by another process", port);
        }
    }

    private static MongoCollection<Document> facts(MongoClient client) {
        return client.getDatabase("test").getCollection("facts");
    }

    private MongodSettings mongod(int port) throws IOException {
        return MongodSettings.of(
                MongodBinary.find(System.err::println), folder.resolve("data"), folder.resolve("mongod.log"), port);
    }

    private BrokerSettings broker(int port, int controllerPort) throws IOException {
        var root = Path.of(System.getProperty("engram.root", ".."));
        return BrokerSettings.of(
                BrokerClassPath.of(root), folder.resolve("data"), folder.resolve("broker.log"), port, controllerPort);
    }
}
