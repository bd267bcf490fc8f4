package dev.engram.gateway.adapter.connection;

import dev.engram.runtime.tls.PemFiles;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * HTTPS by two settings, which also work as variables of the environment: {@code engram.gateway.certificate-file}, a certificate with
 * the chain above it, and {@code engram.gateway.key-file}, its private key (PKCS #8), by default in the same file; both PEM.
 */
public final class CertificateSettings implements ConfigSourceFactory {
    private static final String CERTIFICATE = "engram.gateway.certificate-file";
    private static final String KEY = "engram.gateway.key-file";
    /** Above the file of the application, below the environment. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var certificate =
                PemFiles.readable(CERTIFICATE, context.getValue(CERTIFICATE).getValue());
        var key = PemFiles.readable(KEY, context.getValue(KEY).getValue());
        if (certificate == null) {
            return List.of();
        }
        require(CERTIFICATE, certificate, "-----BEGIN CERTIFICATE-----");
        require(KEY, key == null ? certificate : key, "PRIVATE KEY-----");
        return List.of(new PropertiesConfigSource(
                Map.of(
                        "quarkus.tls.key-store.pem.0.cert", certificate.toString(),
                        "quarkus.tls.key-store.pem.0.key", (key == null ? certificate : key).toString()),
                CERTIFICATE,
                ORDINAL));
    }

    private static void require(String setting, Path file, String mark) {
        try {
            if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(mark)) {
                throw new IllegalArgumentException(
                        "%s names %s, which has no line with %s: it must be PEM".formatted(setting, file, mark));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s: %s cannot be read".formatted(setting, file), unreadable);
        }
    }
}
