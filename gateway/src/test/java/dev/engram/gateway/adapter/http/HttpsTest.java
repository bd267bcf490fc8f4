package dev.engram.gateway.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.runtime.tls.PemFiles;
import dev.engram.testing.TestTokens;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway with a certificate. */
@QuarkusTest
@TestProfile(HttpsProfile.class)
class HttpsTest {
    private static final String RIGHT = "{\"username\":\"author\",\"password\":\"write-transformers\"}";

    @TestHTTPResource("/")
    URI plain;

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @Inject
    ServicesConfig services;

    @ConfigProperty(name = "engram.gateway.certificate-file")
    Path certificate;

    @ConfigProperty(name = "engram.gateway.key-file")
    Path key;

    private HttpClient trusting;

    @BeforeEach
    void start() throws Exception {
        trusting = newClient();
        await().until(() -> get(plain, "/q/health/ready").statusCode() == 200);
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .sslContext(new PemFiles(certificate.resolveSibling("ca.pem"), null).context())
                .build();
    }

    private HttpResponse<String> get(URI server, String path) throws IOException, InterruptedException {
        return trusting.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI server, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(RIGHT));
        return trusting.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
    }

    @Test
    void shouldSignInWithACookieThatOnlyTlsCarries() throws Exception {
        // when
        var answer = post(secure, "/api/v1/sessions", "Sec-Fetch-Site", "same-origin");
        // then
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        var cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("__Host-engram="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("Secure", "HttpOnly", "Path=/");
        var session = HttpRequest.newBuilder(secure.resolve("/api/v1/account"))
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .build();
        assertThat(trusting.send(session, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTellBrowsersToKeepToTlsButNotForAllOfThisMachine() throws Exception {
        assertThat(readLive("learn.example.org")).contains("strict-transport-security: max-age=31536000");
        assertThat(readLive("localhost:8443")).contains("200 ok").doesNotContain("strict-transport-security");
    }

    private String readLive(String host) throws IOException {
        try (var socket = socket()) {
            socket.getOutputStream()
                    .write(("GET /q/health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void shouldCloseNoConnectionForAHandshakeWhileThereAreNotTooMany() throws Exception {
        // given
        var open = Metrics.globalRegistry.get("engram.gateway.connections").gauge();
        var tooMany = Metrics.globalRegistry
                .get("engram.gateway.connections.closed")
                .tag("reason", "too-many")
                .counter();
        await().until(() -> open.value() == 0);
        var before = tooMany.count();
        var held = new ArrayList<SSLSocket>();
        try {
            // when
            for (int i = 0; i < HttpsProfile.CONNECTIONS; i++) {
                var socket = socket();
                held.add(socket);
                socket.startHandshake();
            }
            // then
            assertThat(tooMany.count()).isEqualTo(before);
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void shouldHandOnCallsAndKeepTheLimitsOfConnections() throws Exception {
        try (var _ = new StandInService(services.of(Service.CARDS))) {
            var token = TestTokens.shared().learner(UUID.randomUUID());
            var call = HttpRequest.newBuilder(secure.resolve("/api/v1/decks"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(trusting.send(call, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        // a header that does not end
        try (var socket = socket()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408 ");
        }
        // nor does a handshake that does not begin go uncounted
        var open = Metrics.globalRegistry.get("engram.gateway.connections").gauge();
        await().until(() -> open.value() == 0);
        try (var _ = new Socket(secure.getHost(), secure.getPort())) {
            await().until(() -> open.value() == 1);
        }
        await().until(() -> open.value() == 0);
    }

    private SSLSocket socket() throws IOException {
        var socket = (SSLSocket) new PemFiles(certificate.resolveSibling("ca.pem"), null)
                .context()
                .getSocketFactory()
                .createSocket(secure.getHost(), secure.getPort());
        socket.setSoTimeout(6_000);
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSpeakVersionsThatAreSafe(String version) throws Exception {
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void shouldNotBeTrustedByThoseWhoDoNotKnowTheAuthority() {
        try (var stranger = HttpClient.newHttpClient()) {
            assertThatThrownBy(
                            () -> stranger.send(HttpRequest.newBuilder(secure).build(), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void shouldSendBrowsersWithoutTlsToThePublicAddress() throws Exception {
        // when
        var answer = get(plain, "/index.html?a=b");
        // then
        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).contains("https://learn.example.org/index.html?a=b");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void shouldRefuseCallsWithoutTls() throws Exception {
        // when
        var read = get(plain, "/api/v1/decks");
        var signIn = post(plain, "/api/v1/sessions", "Sec-Fetch-Site", "same-origin");
        // then
        assertThat(read.statusCode()).isEqualTo(403);
        assertThat(signIn.statusCode()).isEqualTo(403);
        assertThat(signIn.body()).contains("https-required", "https://learn.example.org");
        assertThat(signIn.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/q/metrics, X-Nothing, x",
        "/q/openapi, Authorization, Bearer egp_x",
        "/index.html, Authorization, Bearer egp_x",
        "/index.html, Cookie, __Host-engram=egs_x"
    })
    void shouldNotSendOnWithoutTlsWhatCarriesASecret(String path, String header, String value) throws Exception {
        // given
        var request = HttpRequest.newBuilder(plain.resolve(path))
                .header(header, value)
                .build();
        // when
        var answer = trusting.send(request, BodyHandlers.ofString());
        // then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("https-required");
    }

    @Test
    void shouldAnswerServicesAndWatchersWithoutTls() throws Exception {
        assertThat(get(plain, "/.well-known/jwks.json").statusCode()).isEqualTo(200);
        assertThat(get(plain, "/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeANewCertificateWithoutARestart() throws Exception {
        // given
        await().ignoreExceptionsInstanceOf(IOException.class).until(() -> shown().equals("CN=first"));
        // when
        Files.copy(sibling(".crt"), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(sibling(".key"), key, StandardCopyOption.REPLACE_EXISTING);
        // then
        await().ignoreExceptionsInstanceOf(IOException.class).until(() -> shown().equals("CN=renewed"));
        // and when
        Files.writeString(certificate, "no certificate");
        // then: the former stays
        await().during(Duration.ofSeconds(3))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> shown().equals("CN=renewed"));
    }

    private Path sibling(String end) {
        return certificate.resolveSibling(HttpsProfile.RENEWED + end);
    }

    private String shown() throws IOException {
        try (var socket = socket()) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }
}
