package dev.engram.runtime.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client of TLS trusts, and as whom it shows itself. Clients of Kafka take the files as settings, all others as a context
 * that Kafka's own reader of PEM makes of the same settings.
 *
 * @param ca certificates of the authorities that are trusted; null for those that the JDK trusts
 * @param certificate the client's own certificate, the chain above it and its private key (PKCS #8); null for none
 */
public record PemFiles(@Nullable Path ca, @Nullable Path certificate) {
    private static final String PEM = "PEM";

    /**
     * Files that settings name.
     *
     * @throws IllegalArgumentException for a file that cannot be read, with the setting
     */
    public static PemFiles of(
            String caSetting, @Nullable String ca, String certificateSetting, @Nullable String certificate) {
        return new PemFiles(readable(caSetting, ca), readable(certificateSetting, certificate));
    }

    /** The file that a setting names; null for none. @throws IllegalArgumentException if it cannot be read, with the setting */
    public static @Nullable Path readable(String setting, @Nullable String file) {
        if (file == null || file.isBlank()) {
            return null;
        }
        var path = Path.of(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    "%s names %s, which is no file that this user can read".formatted(setting, file));
        }
        return path;
    }

    /** Settings of a client of Kafka. The name of the server is compared with its certificate. */
    public Map<String, String> kafka() {
        Map<String, String> settings = new HashMap<>();
        if (ca != null) {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, ca.toString());
        }
        if (certificate != null) {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            settings.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, certificate.toString());
        }
        return settings;
    }

    /**
     * The context of any other client, which has to compare the server's name itself.
     *
     * @throws IllegalArgumentException if a file holds no PEM that can be used, with its name and what is wrong
     */
    public SSLContext context() {
        var definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        try (var factory = new DefaultSslEngineFactory()) {
            factory.configure(definition.parse(kafka()));
            return factory.sslContext();
        } catch (KafkaException unusable) {
            var cause = unusable.getCause() == null ? unusable : unusable.getCause();
            throw new IllegalArgumentException(
                    "no certificates can be read from %s: %s".formatted(names(), cause.getMessage()), unusable);
        }
    }

    private String names() {
        return ca == null ? String.valueOf(certificate) : certificate == null ? ca.toString() : ca + ", " + certificate;
    }
}
