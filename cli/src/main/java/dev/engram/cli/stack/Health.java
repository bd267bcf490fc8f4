package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The health that a part reports.
 *
 * @param state whether it is ready for requests
 * @param missing what it lacks, in its own words; empty exactly for one that is up
 */
public record Health(State state, List<Missing> missing) {

    /** Whether a part runs and is ready. */
    public enum State {
        UP("up"),
        NOT_READY("not ready"),
        DOWN("down");

        private final String label;

        State(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * Something that a part lacks.
     *
     * @param name short, e.g. {@code mongodb}
     * @param reason a sentence
     * @param remedy what to do; null where it ends by itself
     */
    public record Missing(
            String name, String reason, @Nullable String remedy) {}

    private static final String NO_ANSWER = "no answer";
    private static final Health UP = new Health(State.UP, List.of());
    private static final int TIMEOUT_MILLIS = 2_000;
    /** A service answers at once, unless the machine is short of processor time. */
    private static final int SERVICE_TIMEOUT_MILLIS = 5_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final short API_VERSIONS = 18;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(TIMEOUT_MILLIS))
            .build();

    public Health {
        missing = List.copyOf(missing);
    }

    public boolean up() {
        return state == State.UP;
    }

    /** Whether it has said itself what it lacks. */
    boolean answers() {
        return state == State.NOT_READY
                && missing.stream().noneMatch(lacking -> lacking.name().equals(NO_ANSWER));
    }

    static Health down(StackPart part) {
        return new Health(
                State.DOWN,
                List.of(new Missing(
                        "process",
                        "it does not run",
                        "./engram up --detach starts it at once; ./engram logs %s shows how it ended"
                                .formatted(part))));
    }

    private static Health notReady(String name, String reason, String remedy) {
        return new Health(State.NOT_READY, List.of(new Missing(name, reason, remedy)));
    }

    /** Asks a part that runs in its own protocol. One that does not answer within two seconds, a service within five, is not ready. */
    static Health of(StackPart part, int port, OperatorToken operator) throws InterruptedException {
        try {
            return switch (part) {
                case MONGOD -> mongod(port);
                case BROKER -> broker(port);
                case CARD, REVIEW, ANALYTICS -> ofService(port, null);
                // which tells strangers only whether it is up
                case GATEWAY -> ofService(port, operator.keys().isThere() ? operator.of(part, Instant.now()) : null);
            };
        } catch (IOException | MongoException e) {
            return notReady(
                    NO_ANSWER,
                    "it runs and does not answer on port " + port,
                    "wait while it is starting; else ./engram logs %s shows what it does".formatted(part));
        }
    }

    private static Health ofService(int port, @Nullable String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofMillis(SERVICE_TIMEOUT_MILLIS));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return service(answer.statusCode(), JSON.readTree(answer.body()));
    }

    /** @param readiness the document of {@code /q/health/ready}: what is missing is false there, with its reason and remedy beside */
    static Health service(int status, JsonNode readiness) {
        List<Missing> missing = new ArrayList<>();
        for (JsonNode check : readiness.path("checks")) {
            JsonNode data = check.path("data");
            data.properties().forEach(entry -> {
                if (entry.getValue().isBoolean() && !entry.getValue().asBoolean()) {
                    String name = entry.getKey();
                    missing.add(new Missing(
                            name,
                            data.path(name + ".reason").asText(name + " is missing"),
                            data.path(name + ".remedy").asText(null)));
                }
            });
        }
        if (status != 200 && missing.isEmpty()) {
            missing.add(new Missing(
                    "health", "it answers with HTTP status " + status, "its log says what it lacks: ./engram logs"));
        }
        return missing.isEmpty() ? UP : new Health(State.NOT_READY, missing);
    }

    private static Health mongod(int port) {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:" + port + "/?directConnection=true"))
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS))
                .build();
        try (var client = MongoClients.create(settings)) {
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            return hello.getBoolean("isWritablePrimary", false)
                    ? UP
                    : notReady(
                            "primary",
                            "it does not accept writes yet",
                            "wait some seconds; else ./engram logs mongod shows why it is no primary");
        }
    }

    /** Sends the smallest request of Kafka's protocol. A paused broker accepts the connection but does not answer. */
    private static Health broker(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] client = "engram".getBytes(StandardCharsets.US_ASCII);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(2 + 2 + 4 + 2 + client.length);
            out.writeShort(API_VERSIONS);
            out.writeShort(0); // version of the request
            out.writeInt(1); // correlation id
            out.writeShort(client.length);
            out.write(client);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            in.readInt(); // length
            in.readInt(); // correlation id
            short error = in.readShort();
            return error == 0
                    ? UP
                    : notReady("protocol", "it answers with Kafka error " + error, "./engram logs broker shows why");
        }
    }
}
