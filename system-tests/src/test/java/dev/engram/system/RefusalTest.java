package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.FreePorts;
import dev.engram.testing.BareMongod;
import dev.engram.testing.TestCertificates;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Built services end with exit code 1, and say what to do, rather than run where they could do harm. */
class RefusalTest {
    private static final int TIMEOUT_SECONDS = 60;
    private static final TestTokens KEYS = TestTokens.shared();

    @TempDir
    Path folder;

    private record Ended(int exitCode, String log) {}

    private Ended run(String service, Map<String, String> properties) throws IOException, InterruptedException {
        var all = new TreeMap<>(Map.of(
                "quarkus.http.port", Integer.toString(FreePorts.one()),
                "mp.jwt.verify.publickey.location", KEYS.publicKeyFile().toString(),
                "engram.gateway.signing-key", KEYS.privateKeyFile().toString(),
                "engram.mongo.uri", "mongodb://127.0.0.1:1",
                "engram.kafka.bootstrap-servers", "127.0.0.1:1"));
        all.putAll(properties);
        all.values().removeIf(String::isEmpty); // not set at all
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        all.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(Checkout.root()
                .resolve(service)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        var log = folder.resolve(service + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldNotRunOnAMongodThatIsNoReplicaSet() throws Exception {
        // given
        try (var mongod = BareMongod.start()) {
            // when
            var ended = run("gateway", Map.of("engram.mongo.uri", mongod.uri()));
            // then
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.log()).contains("replica set", "mongod --replSet rs0", "rs.initiate()");
        }
    }

    @Test
    void shouldNotRunOnATopicThatCouldLoseEvents() throws Exception {
        // given
        var infra = TestInfra.shared();
        var topic = infra.uniqueTopic("refusal", 3, Map.of("retention.ms", "604800000"));
        // when
        var ended = run(
                "card-service",
                Map.of(
                        "engram.kafka.bootstrap-servers",
                        infra.kafkaBootstrap(),
                        "engram.mongo.uri",
                        infra.mongoUri(),
                        "engram.mongo.database",
                        infra.uniqueDatabase("refusal"),
                        "engram.topic.cards.name",
                        topic));
        // then
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.log())
                .contains(topic, "retention.ms is 604800000, must be -1", "kafka-configs.sh", "retention.ms=-1");
    }

    @Test
    void shouldNotOpenDemoAccountsToOtherMachines() throws Exception {
        // when
        var ended = run("gateway", Map.of("engram.gateway.demo-accounts", "true", "quarkus.http.host", "0.0.0.0"));
        // then
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.log())
                .contains(
                        "engram.gateway.demo-accounts",
                        "quarkus.http.host=127.0.0.1",
                        "engram.gateway.demo-accounts-on-open-port=true");
    }

    @Test
    void shouldNameTheVariableOfASecretThatIsNotSet() throws Exception {
        // when
        var gateway = run("gateway", Map.of("engram.gateway.signing-key", ""));
        var service = run("card-service", Map.of("mp.jwt.verify.publickey.location", ""));
        // then
        assertThat(gateway.exitCode()).isEqualTo(1);
        assertThat(gateway.log()).contains("ENGRAM_GATEWAY_SIGNING_KEY", "openssl genpkey");
        assertThat(service.exitCode()).isEqualTo(1);
        assertThat(service.log()).contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "PEM file");
    }

    @Test
    void shouldNotRunWithoutAKeyToSignWith() throws Exception {
        // when
        var absent = folder.resolve("absent.pem").toString();
        var ended = run("gateway", Map.of("engram.gateway.signing-key", absent));
        // then
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.log()).contains("engram.gateway.signing-key", absent, "openssl genpkey");
    }

    @Test
    void shouldNameTheSettingOfACertificateThatCannotBeUsed() throws Exception {
        // given
        var certificate = TestCertificates.in(folder.resolve("authority"))
                .issue("gateway", TestCertificates.LOOPBACK)
                .both()
                .toString();
        var noPem =
                Files.writeString(folder.resolve("no.pem"), "no certificate").toString();
        // when
        var absent = run("gateway", Map.of("engram.gateway.certificate-file", "absent.pem"));
        var unreadable = run("gateway", Map.of("engram.gateway.certificate-file", noPem));
        var pastTls = run(
                "gateway",
                Map.of(
                        "engram.gateway.certificate-file",
                        certificate,
                        "quarkus.http.ssl-port",
                        Integer.toString(FreePorts.one()),
                        "engram.gateway.public-url",
                        "http://learn.example.org"));
        var ofBroker = run("card-service", Map.of("engram.kafka.ca-file", "absent.pem"));
        var ofDatabase = run("card-service", Map.of("engram.mongo.uri", "mongodb://127.0.0.1:1/?tlsCAFile=absent.pem"));
        // then
        assertThat(absent.log()).contains("engram.gateway.certificate-file names absent.pem");
        assertThat(unreadable.log()).contains(noPem, "engram.gateway.certificate-file");
        assertThat(pastTls.log())
                .contains("engram.gateway.public-url is http://learn.example.org", "https://learn.example.org");
        assertThat(ofBroker.log()).contains("engram.kafka.ca-file names absent.pem");
        assertThat(ofDatabase.log()).contains("tlsCAFile in engram.mongo.uri names absent.pem");
        assertThat(List.of(absent, unreadable, pastTls, ofBroker, ofDatabase))
                .extracting(Ended::exitCode)
                .containsOnly(1);
    }
}
