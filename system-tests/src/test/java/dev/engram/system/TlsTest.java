package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.local.FreePorts;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.RunningProcess;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.access.MongoUri;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.access.StoreUser;
import dev.engram.runtime.access.StoreUsers;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.tls.PemFiles;
import dev.engram.testing.TestCertificates;
import dev.engram.testing.TestTokens;
import dev.engram.testing.TlsServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All services and commands as processes, with TLS at the gateway, towards the broker and towards mongod, by settings alone. */
@Tag("drill")
class TlsTest {
    private static final List<String> SERVICES =
            List.of("card-service", "review-service", "analytics-service", "gateway");
    private static final Duration LONGEST = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static final List<RunningProcess> PROCESSES = new ArrayList<>();
    private static TestCertificates authority;
    private static TestCertificates stranger;
    private static TlsServers servers;
    private static List<Integer> ports;

    @BeforeAll
    static void start() throws Exception {
        authority = TestCertificates.in(folder.resolve("authority"));
        stranger = TestCertificates.in(folder.resolve("stranger"));
        var certificate = authority.issue("server", TestCertificates.LOOPBACK);
        servers = new TlsServers(
                folder, authority.ca(), certificate, "127.0.0.1", false, Set.of(StoreUser.OPERATOR.label()));
        ports = FreePorts.take(SERVICES.size() + 1);
        makeUsers();
        for (var service : SERVICES) {
            start(service, ports.get(SERVICES.indexOf(service)), authority, certificate);
        }
        for (int port : ports.subList(0, SERVICES.size())) {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> ready(port).contains("\"status\":\"UP\"")
                            || ready(port).contains("\"status\": \"UP\""));
        }
    }

    @AfterAll
    static void stop() {
        PROCESSES.forEach(RunningProcess::kill);
        if (servers != null) {
            servers.close();
        }
    }

    private static void makeUsers() throws Exception {
        Map<StoreUser, StoreCredentials> users = new HashMap<>();
        for (var user : StoreUser.values()) {
            var settings = "engram.mongo.user=%s\nengram.mongo.password=secret\n"
                    + "engram.kafka.user=%s\nengram.kafka.password=secret\n"
                    // the services are told by their environment
                    + (user == StoreUser.OPERATOR ? "engram.kafka.ca-file=" + authority.ca() + "\n" : "");
            users.put(
                    user,
                    StoreCredentials.read(Files.writeString(
                            credentials(user.label()), settings.formatted(user.label(), user.label()))));
        }
        StoreUsers.makeInBroker(
                KafkaAccess.of(
                        bootstrap(),
                        "broker",
                        TlsServers.PASSWORD,
                        new PemFiles(authority.ca(), null),
                        Map.of("sasl.mechanism", "PLAIN")),
                users);
        var server = MongoUri.ofServer(mongoUri(authority), TlsServers.PASSWORD);
        await().atMost(LONGEST).ignoreExceptions().until(() -> {
            try (var client = MongoConnections.create(server, "users", Duration.ofSeconds(5), 1)) {
                StoreUsers.makeInDatabase(client, users);
                return true;
            }
        });
    }

    private static Path credentials(String user) {
        return folder.resolve(user + ".properties");
    }

    private static String bootstrap() {
        return "127.0.0.1:" + servers.brokerPort();
    }

    private static String mongoUri(TestCertificates trusted) {
        return "mongodb://127.0.0.1:%d/?replicaSet=rs0&tls=true&tlsCAFile=%s"
                .formatted(servers.mongodPort(), trusted.ca());
    }

    private static String url(String service) {
        return "http://127.0.0.1:" + ports.get(SERVICES.indexOf(service));
    }

    private static String secureUrl() {
        return "https://localhost:" + ports.getLast();
    }

    private static RunningProcess start(
            String service, int port, TestCertificates trusted, TestCertificates.Issued certificate)
            throws IOException {
        var log = folder.resolve(service + port + ".log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        Checkout.root()
                                .resolve(service + "/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // as an operator of containers would set it
        var environment = builder.environment();
        environment.put("QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL", "WARN");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_CONFIG_LOCATIONS", credentials(service).toUri().toString());
        environment.put("ENGRAM_KAFKA_BOOTSTRAP_SERVERS", bootstrap());
        environment.put("ENGRAM_KAFKA_CA_FILE", trusted.ca().toString());
        environment.put("ENGRAM_MONGO_URI", mongoUri(trusted));
        environment.put("ENGRAM_CARDS_URL", url("card-service"));
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                TestTokens.shared().publicKeyFile().toString());
        if (service.equals("gateway")) {
            environment.put("ENGRAM_SERVICES_CARDS_URL", url("card-service"));
            environment.put("ENGRAM_SERVICES_REVIEWS_URL", url("review-service"));
            environment.put("ENGRAM_SERVICES_ANALYTICS_URL", url("analytics-service"));
            environment.put(
                    "ENGRAM_GATEWAY_SIGNING_KEY",
                    TestTokens.shared().privateKeyFile().toString());
            environment.put("ENGRAM_GATEWAY_DEMO_ACCOUNTS", "true");
            environment.put("ENGRAM_GATEWAY_PUBLIC_URL", secureUrl());
            environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(ports.getLast()));
            environment.put(
                    "ENGRAM_GATEWAY_CERTIFICATE_FILE", certificate.certificate().toString());
            environment.put("ENGRAM_GATEWAY_KEY_FILE", certificate.key().toString());
        }
        var process = ParentDeathGuard.guard(new RunningProcess(builder.start().toHandle(), log));
        PROCESSES.add(process);
        return process;
    }

    private static String ready(int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static Command command(TestCertificates trusted, String... arguments) throws Exception {
        return Command.run(
                Map.of(
                        "ENGRAM_URL", secureUrl(),
                        "ENGRAM_CA_FILE", trusted.ca().toString(),
                        "ENGRAM_CREDENTIALS", credentials("operator").toString()),
                folder,
                arguments);
    }

    private static Command backup(String name, TestCertificates trusted) throws Exception {
        return command(
                authority,
                "backup",
                folder.resolve(name).toString(),
                "--bootstrap-servers",
                bootstrap(),
                "--mongo-uri",
                mongoUri(trusted));
    }

    @Test
    void shouldGoFromASignInToMasteryAndABackup() throws Exception {
        // when
        var demo = command(authority, "demo").expect(0);
        var backup = backup("backup", authority).expect(0);
        // then
        assertThat(demo.output()).contains("mastery");
        assertThat(backup.output())
                .contains("is complete")
                .containsPattern("engram\\.reviews +[1-9][0-9]* records")
                .containsPattern("databases +[1-9]");
    }

    @Test
    void shouldSayToAPersonAtTheCommandLineWhomItDoesNotTrust() throws Exception {
        assertThat(command(stranger, "demo").expect(1).output())
                .contains(secureUrl(), "authority that is not trusted", "ENGRAM_CA_FILE")
                .doesNotContain("\tat ");
        assertThat(backup("none", stranger).expect(1).output())
                .contains("tlsCAFile")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldWaitAndSayWhyAServiceDoesNotTrustBrokerAndDatabase() throws Exception {
        // given
        int port = FreePorts.one();
        // when
        var process = start("analytics-service", port, stranger, null);
        // then
        await().atMost(LONGEST)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ready(port))
                        .contains(
                                "the broker at " + bootstrap() + " cannot be used with TLS",
                                "engram.kafka.ca-file",
                                "MongoDB at 127.0.0.1:" + servers.mongodPort() + " cannot be used with TLS",
                                "tlsCAFile"));
        assertThat(Files.readAllLines(process.log()))
                .as("says it once, without a trace")
                .noneMatch(line -> line.contains("\tat "))
                .filteredOn(line -> line.contains("cannot be used with TLS"))
                .hasSizeBetween(2, 3);
    }
}
