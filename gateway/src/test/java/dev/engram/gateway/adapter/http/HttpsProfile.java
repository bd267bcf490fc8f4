package dev.engram.gateway.adapter.http;

import dev.engram.testing.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Map;

/** The gateway with a certificate of an authority of its own, {@code ca.pem} in the same folder. */
public class HttpsProfile extends GatewayProfile {
    /** Of another certificate in the folder, for the same names. */
    static final String RENEWED = "renewed";

    static final int CONNECTIONS = 12;

    @Override
    public Map<String, String> getConfigOverrides() {
        var config = super.getConfigOverrides();
        try {
            var authority = TestCertificates.in(Files.createTempDirectory("engram-https"));
            var first = authority.issue("first", TestCertificates.LOOPBACK);
            authority.issue(RENEWED, TestCertificates.LOOPBACK);
            config.put("engram.gateway.certificate-file", first.certificate().toString());
            config.put("engram.gateway.key-file", first.key().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        config.put("quarkus.tls.reload-period", "1s");
        config.put("quarkus.http.test-ssl-port", "0");
        config.put("engram.gateway.public-url", "https://learn.example.org/");
        config.put("engram.gateway.allowed-hosts", "localhost,127.0.0.1,[::1],learn.example.org");
        config.put("engram.gateway.connections.max", Integer.toString(CONNECTIONS));
        config.put("engram.gateway.connections.header-timeout", "1S");
        config.put("engram.gateway.connections.idle-timeout", "1S");
        return config;
    }
}
