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

/** Asks the parts how they are, each in its own protocol. A probe that gets no answer in two seconds says down. */
final class HealthProbe {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final short API_VERSIONS = 18;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
            .build();

    Health ask(StackPart part, int port) throws InterruptedException {
        return switch (part) {
            case MONGOD -> mongod(port);
            case BROKER -> broker(port);
            case CARD, REVIEW, ANALYTICS, GATEWAY -> service(port);
        };
    }

    private Health service(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Health(answer.statusCode() == 200, answer.body());
        } catch (IOException e) {
            return Health.down("does not answer on port " + port);
        }
    }

    private static Health mongod(int port) {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:" + port + "/?directConnection=true"))
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .build();
        try (var client = MongoClients.create(settings)) {
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            return hello.getBoolean("isWritablePrimary", false) ? Health.UP : Health.down("takes no writes yet");
        } catch (MongoException e) {
            return Health.down("does not answer on port " + port);
        }
    }

    /** The smallest request a Kafka broker answers: which requests it knows. A paused broker accepts but stays silent. */
    private static Health broker(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
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
            return error == 0 ? Health.UP : Health.down("answers with Kafka error " + error);
        } catch (IOException e) {
            return Health.down("does not answer on port " + port);
        }
    }
}
