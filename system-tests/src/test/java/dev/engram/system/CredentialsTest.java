package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import dev.engram.cli.stack.StackProcess;
import dev.engram.local.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broker and database of the running stack let nobody in but the users of its files. */
class CredentialsTest {
    private static final int UNAUTHORIZED = 13;

    private static RunningStack running;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.shared();
    }

    @Test
    void shouldRefuseAStrangerWhoReadsPasswordHashesOrForgesAReview() {
        // given
        var ends = FoldedLog.of(running, "engram.reviews").ends();
        Map<String, Object> nobody =
                Map.of("bootstrap.servers", running.stack().ports().kafkaBootstrap(), "max.block.ms", 2_000);
        // then
        try (var stranger = MongoClients.create(running.stack().ports().mongoUri())) {
            for (var database : List.of("engram_gateway", "engram_cards", "engram_review", "engram_analytics")) {
                assertThatThrownBy(() -> stranger.getDatabase(database)
                                .listCollectionNames()
                                .first())
                        .isInstanceOfSatisfying(
                                MongoException.class,
                                refused -> assertThat(refused.getCode()).isEqualTo(UNAUTHORIZED));
            }
        }
        try (var producer = new KafkaProducer<>(nobody, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("engram.reviews", "forged"))
                            .get())
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(FoldedLog.of(running, "engram.reviews").ends()).isEqualTo(ends);
    }

    @Test
    void shouldShowNoPasswordOnCommandLinesInLogsOrInTheStatus() throws Exception {
        // given
        var passwords = passwords();
        var shown = new ArrayList<String>();
        for (StackProcess process : running.stack().processes()) {
            shown.add(commandLine(process.pid().orElseThrow()));
            shown.add(Files.readString(process.log()));
        }
        // when
        shown.add(Command.run(running, "status").output());
        shown.add(Command.run(running, "status", "--json").output());
        shown.add(Command.run(running, "doctor").output());
        // then
        assertThat(passwords).hasSizeGreaterThan(8);
        assertThat(shown).noneMatch(text -> passwords.stream().anyMatch(text::contains));
    }

    private static List<String> passwords() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.list(running.stack().home().resolve("keys"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file);
                if (file.toString().endsWith(".key")) {
                    found.add(text.strip());
                }
                text.lines()
                        .filter(line -> line.contains(".password="))
                        .forEach(line -> found.add(line.substring(line.indexOf('=') + 1)));
            }
        }
        return found;
    }

    /** As everybody on the machine sees it. */
    private static String commandLine(long pid) throws IOException {
        var file = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.UTF_8)
                : ProcessHandle.of(pid).orElseThrow().info().commandLine().orElse("");
    }

    static List<Arguments> credentials() {
        return List.of(
                Arguments.of(
                        "review-service",
                        "engram.kafka.user=review-service\nengram.kafka.password=wrong\n"
                                + "engram.mongo.user=review-service\nengram.mongo.password=wrong\n",
                        "does not accept user review-service and its password",
                        "does not accept the user and its password (MongoDB at"),
                Arguments.of("card-service", "", "engram.kafka.user is not set", "no user was given"));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void shouldWaitAndSayWhatIsWrongWithTheCredentialsOfAService(
            String service, String settings, String ofBroker, String ofDatabase) throws Exception {
        // given
        var file = Files.writeString(folder.resolve("wrong.properties"), settings);
        int port = FreePorts.one();
        var log = folder.resolve(service + ".log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        // as the stack sets it: else each look at its health writes a line
                        "-Dquarkus.log.category.\"io.smallrye.health\".level=WARN",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.config.locations=" + file.toUri(),
                        "-Dengram.kafka.bootstrap-servers="
                                + running.stack().ports().kafkaBootstrap(),
                        "-Dengram.mongo.uri=" + running.stack().ports().mongoUri(),
                        "-Dmp.jwt.verify.publickey.location=" + running.stack().url() + "/.well-known/jwks.json",
                        "-jar",
                        Checkout.root()
                                .resolve(service + "/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            // then
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                var ready = readiness(port);
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains(ofBroker, ofDatabase, "\"mongodb.remedy\"");
            });
            // a while, in which it tries again and again
            await().pollDelay(Duration.ofSeconds(3)).until(process::isAlive);
            var lines = Files.readAllLines(log);
            assertThat(lines)
                    .as("says it once, without a trace")
                    .hasSizeLessThan(20)
                    .noneMatch(line -> line.contains("\tat "));
            // each topic is waited for
            assertThat(lines).filteredOn(line -> line.contains(ofBroker)).hasSizeBetween(1, 2);
            assertThat(lines).filteredOn(line -> line.contains(ofDatabase)).hasSize(1);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static HttpResponse<String> readiness(int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
