package dev.engram.runtime.access;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings in a file of credentials: user and password of the broker and of the database, TLS and further settings of clients of
 * Kafka. A service takes the same file with {@code quarkus.config.locations}. The text of this names no password.
 */
public final class StoreCredentials {
    private static final String CLIENT = "engram.kafka.client.";

    private final Map<String, String> settings;

    private StoreCredentials(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** None: for a broker and a database that ask for no user. */
    public static StoreCredentials none() {
        return new StoreCredentials(Map.of());
    }

    /** @throws IOException with the file and what is wrong with it */
    public static StoreCredentials read(Path file) throws IOException {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException absent) {
            throw new IOException("the file of credentials %s is not there".formatted(file), absent);
        } catch (AccessDeniedException denied) {
            throw new IOException("the file of credentials %s cannot be read by this user".formatted(file), denied);
        } catch (IOException | IllegalArgumentException damaged) {
            throw new IOException("%s is no file of credentials: %s".formatted(file, damaged.getMessage()), damaged);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return new StoreCredentials(settings);
    }

    /** Access to a broker. */
    public KafkaAccess kafka(String bootstrapServers) {
        Map<String, String> client = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(CLIENT)) {
                client.put(name.substring(CLIENT.length()), value);
            }
        });
        return KafkaAccess.of(
                bootstrapServers,
                settings.get("engram.kafka.user"),
                settings.get("engram.kafka.password"),
                KafkaAccess.tls(
                        Boolean.parseBoolean(settings.get("engram.kafka.tls")),
                        settings.get("engram.kafka.ca-file"),
                        settings.get("engram.kafka.certificate-file")),
                client);
    }

    /** A connection string with the user in it. */
    public String mongo(String uri) {
        return MongoUri.withUser(uri, settings.get("engram.mongo.user"), settings.get("engram.mongo.password"));
    }

    /** The password of the broker; null if there is none. */
    @Nullable
    String kafkaPassword() {
        return settings.get("engram.kafka.password");
    }

    /** The password of the database; null if there is none. */
    @Nullable
    String mongoPassword() {
        return settings.get("engram.mongo.password");
    }

    @Override
    public String toString() {
        return "credentials of " + settings.get("engram.mongo.user");
    }
}
