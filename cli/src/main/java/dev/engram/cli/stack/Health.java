package dev.engram.cli.stack;

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
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The health that a part reports.
 *
 * @param up whether it is ready for requests
 * @param detail its answer, for people; for services the JSON of {@code /q/health/ready}; may be empty
 */
public record Health(boolean up, String detail) {
    private static final Health UP = new Health(true, "");
    private static final int TIMEOUT_MILLIS = 2_000;
    /** A service that is not ready looks for its database for two seconds before it says so. */
    private static final int SERVICE_TIMEOUT_MILLIS = 5_000;

    private static final short API_VERSIONS = 18;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(TIMEOUT_MILLIS))
            .build();

    static Health down(String why) {
        return new Health(false, why);
    }

    /** Asks a part in its own protocol. One that does not answer within two seconds, a service within five, is down. */
    static Health of(StackPart part, int port) throws InterruptedException {
        try {
            return switch (part) {
                case MONGOD -> mongod(port);
                case BROKER -> broker(port);
                case CARD, REVIEW, ANALYTICS, GATEWAY -> service(port);
            };
        } catch (IOException | MongoException e) {
            return down("does not answer on port " + port);
        }
    }

    private static Health service(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofMillis(SERVICE_TIMEOUT_MILLIS))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Health(answer.statusCode() == 200, answer.body());
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
            return hello.getBoolean("isWritablePrimary", false) ? UP : down("does not accept writes yet");
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
            return error == 0 ? UP : down("answers with Kafka error " + error);
        }
    }
}
