package dev.engram.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.access.KafkaAccess.Refusal;
import dev.engram.runtime.access.MongoUri;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.mongo.ReplicaSet;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestCertificates;
import dev.engram.testing.TestCertificates.Issued;
import dev.engram.testing.TlsServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our clients with a real broker and a real mongod that speak TLS alone and want a certificate of their clients. */
class TlsStoresTest {
    private static final Map<String, String> PLAIN = Map.of("sasl.mechanism", "PLAIN", "request.timeout.ms", "3000");

    @TempDir
    static Path folder;

    private static TestCertificates authority;
    private static TestCertificates stranger;
    private static Issued own;
    private static TlsServers servers;

    @BeforeAll
    static void start() throws Exception {
        authority = TestCertificates.in(folder.resolve("authority +1"));
        stranger = TestCertificates.in(folder.resolve("stranger"));
        own = authority.issue("service", TestCertificates.LOOPBACK);
        // not for 127.0.0.1, which is therefore a wrong name
        var certificate = authority.issue("server", "san=dns:localhost");
        servers = new TlsServers(folder, authority.ca(), certificate, "localhost", true, Set.of());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ask("localhost", authority.ca(), own) instanceof ReplicaSet.Member);
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    private static KafkaAccess kafka(String host, PemFiles tls) {
        return KafkaAccess.of(host + ":" + servers.brokerPort(), "broker", TlsServers.PASSWORD, tls, PLAIN);
    }

    private static String mongoUri(String host, Path ca, Issued certificate) {
        var uri = "mongodb://%s:%d/?directConnection=true&tlsCAFile=%s"
                .formatted(host, servers.mongodPort(), encoded(ca));
        return MongoUri.ofServer(
                certificate == null ? uri : uri + "&tlsCertificateKeyFile=" + encoded(certificate.both()),
                TlsServers.PASSWORD);
    }

    private static String encoded(Path file) {
        return URLEncoder.encode(file.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static MongoClient mongo(String uri) {
        return MongoConnections.create(uri, "tls-test", Duration.ofSeconds(2), 2);
    }

    private static ReplicaSet ask(String host, Path ca, Issued certificate) {
        try (var client = mongo(mongoUri(host, ca, certificate))) {
            return ReplicaSet.of(client, "admin");
        }
    }

    private static String reason(String host, Path ca, Issued certificate) {
        var seen = ask(host, ca, certificate);
        assertThat(seen).isInstanceOf(ReplicaSet.Untrusted.class);
        var untrusted = (ReplicaSet.Untrusted) seen;
        assertThat(untrusted.remedy()).contains("tlsCAFile", "engram.mongo.uri");
        return untrusted.reason(host);
    }

    @Test
    void shouldWriteToABrokerAndReadBySettingsOfAFile() throws Exception {
        // given
        var file = Files.writeString(
                folder.resolve("operator.properties"), """
                engram.kafka.user=broker
                engram.kafka.password=%s
                engram.kafka.ca-file=%s
                engram.kafka.certificate-file=%s
                engram.kafka.client.sasl.mechanism=PLAIN
                """.formatted(TlsServers.PASSWORD, authority.ca(), own.both()));
        var access = StoreCredentials.read(file).kafka("localhost:" + servers.brokerPort());
        // when
        try (var admin = Admin.create(access.settings())) {
            var _ = admin.createTopics(List.of(new NewTopic("tls", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(access.settings(), new StringSerializer(), new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>("tls", "key", "value")).get();
        }
        // then
        try (var consumer =
                new KafkaConsumer<>(access.settings(), new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("tls", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> consumer.poll(Duration.ofSeconds(1)).count() == 1);
        }
    }

    @Test
    void shouldWriteToMongodAndRead() {
        try (var client = mongo(mongoUri("localhost", authority.ca(), own))) {
            var documents = client.getDatabase("tls").getCollection("documents");
            // when
            var _ = documents.insertOne(new Document("_id", 1));
            // then
            assertThat(documents.countDocuments()).isEqualTo(1);
        }
    }

    private static Refusal refusal(KafkaAccess access) throws InterruptedException {
        try (var admin = Admin.create(access.settings())) {
            var _ = admin.describeCluster().nodes().get();
            throw new AssertionError("the broker answers " + access);
        } catch (ExecutionException refused) {
            return access.refusal(refused.getCause()).orElseThrow(() -> new AssertionError(refused));
        }
    }

    @Test
    void shouldSayWhyABrokerIsNotTrustedAndWhatToSet() throws Exception {
        var unknown = refusal(kafka("localhost", new PemFiles(stranger.ca(), own.both())));
        assertThat(unknown.reason()).contains("localhost:", "authority that is not trusted");
        assertThat(unknown.remedy()).contains("engram.kafka.ca-file");
        assertThat(refusal(kafka("127.0.0.1", new PemFiles(authority.ca(), own.both())))
                        .reason())
                .contains("127.0.0.1:", "for another name");
        assertThat(refusal(kafka("localhost", new PemFiles(authority.ca(), null)))
                        .reason())
                .contains("certificate of this client");
    }

    @Test
    void shouldSayWhyMongodIsNotTrustedAndWhatToSet() {
        assertThat(reason("localhost", stranger.ca(), own)).contains("localhost", "authority that is not trusted");
        assertThat(reason("127.0.0.1", authority.ca(), own)).contains("127.0.0.1", "for another name");
        // it closes the connection, with or without a word
        assertThat(ask("localhost", authority.ca(), null))
                .isInstanceOfAny(ReplicaSet.Untrusted.class, ReplicaSet.Unreachable.class);
    }

    @Test
    void shouldSayThatACertificateHasExpired() throws Exception {
        // given
        var expired = authority.issueExpired("expired", TestCertificates.LOOPBACK);
        var trusting = new PemFiles(authority.ca(), null);
        try (var server = new PemFiles(null, expired.both())
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server));
            var broker = KafkaAccess.of(
                    "127.0.0.1:" + server.getLocalPort(), "broker", TlsServers.PASSWORD, trusting, PLAIN);
            // when
            try (var client = mongo("mongodb://127.0.0.1:%d/?directConnection=true&tlsCAFile=%s"
                    .formatted(server.getLocalPort(), encoded(authority.ca())))) {
                // then
                assertThat(ReplicaSet.of(client, "admin")).isEqualTo(new ReplicaSet.Untrusted(TlsFailure.EXPIRED));
            }
            assertThat(refusal(broker).reason()).contains("expired");
        }
    }

    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (var connection = (SSLSocket) server.accept()) {
                connection.startHandshake();
            } catch (IOException refused) {
                // by the client, as it should
            }
        }
    }

    @Test
    void shouldLetNobodyInWithoutTls() {
        // given
        var open = KafkaAccess.of(
                "localhost:" + servers.brokerPort(),
                "broker",
                TlsServers.PASSWORD,
                null,
                Map.of("sasl.mechanism", "PLAIN", "default.api.timeout.ms", "3000", "request.timeout.ms", "1000"));
        var uri = MongoUri.ofServer(
                "mongodb://localhost:" + servers.mongodPort() + "/?directConnection=true", TlsServers.PASSWORD);
        // then
        try (var admin = Admin.create(open.settings())) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get()).hasCauseInstanceOf(TimeoutException.class);
        }
        try (var client = mongo(uri)) {
            assertThat(ReplicaSet.of(client, "admin")).isInstanceOf(ReplicaSet.Unreachable.class);
        }
    }

    @Test
    void shouldNameASettingWithAFileThatCannotBeUsed() throws IOException {
        // given
        var noPem = Files.writeString(folder.resolve("no.pem"), "no certificate");
        // then
        assertThatThrownBy(() -> KafkaAccess.tls(false, "absent.pem", null))
                .hasMessageContaining("engram.kafka.ca-file names absent.pem");
        assertThatThrownBy(() -> mongo("mongodb://localhost/?tlsCAFile=absent.pem"))
                .hasMessageContaining("tlsCAFile in engram.mongo.uri names absent.pem");
        assertThatThrownBy(() -> mongo("mongodb://localhost/?tls=false&tlsCAFile=" + encoded(authority.ca())))
                .hasMessageContaining("tls=false");
        assertThatThrownBy(() -> new PemFiles(noPem, null).context()).hasMessageContaining(noPem.toString());
    }
}
