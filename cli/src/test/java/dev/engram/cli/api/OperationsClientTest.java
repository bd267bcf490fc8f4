package dev.engram.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackSettings;
import dev.engram.runtime.token.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsClientTest {
    private static final String PATH = "/internal/projections/mastery/rebuild";

    @TempDir
    private Path home;

    private final List<Request> received = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private HttpServer service;
    private Path signingKey;
    private OperationsClient client;

    private record Request(String method, String path, String authorization, String contentType, String body) {}

    private record Answer(int status, String body) {}

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            received.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Authorization"),
                    headers.getOrDefault("Content-Type", List.of("")).getFirst(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var answer = answers.removeFirst();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        var ports = StackPorts.fromEnvironment(Map.of(
                "ENGRAM_PORT_ANALYTICS", Integer.toString(service.getAddress().getPort())));
        var keys = LocalStack.at(home, StackSettings.forTest(StackSettings.rootFromProperty()))
                .signingKeys();
        signingKey = keys.all().getFirst();
        client = new OperationsClient(ports, keys);
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    @Test
    void shouldSignEachRequestAsAnOperatorForFiveMinutes() throws Exception {
        // given
        answers.add(new Answer(200, "{\"projections\":[]}"));
        // when
        JsonNode answer = client.get(StackPart.ANALYTICS, "/internal/projections");
        // then
        assertThat(answer.path("projections").isArray()).isTrue();
        String authorization = received.getFirst().authorization();
        assertThat(authorization).startsWith("Bearer ");
        String[] token = authorization.substring("Bearer ".length()).split("\\.", -1);
        assertThat(decode(token[0]).path("alg").asText()).isEqualTo("ES256");
        assertThat(isSigned(token)).isTrue();
        JsonNode claims = decode(token[1]);
        assertThat(claims.path("iss").asText()).isEqualTo("engram");
        assertThat(claims.path("aud").asText()).isEqualTo("engram-analytics");
        assertThat(claims.path("groups").path(0).asText()).isEqualTo("operator");
        assertThat(UUID.fromString(claims.path("sub").asText()).version()).isEqualTo(4);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong())).isAfter(Instant.now());
    }

    @Test
    void shouldSendMethodPathAndBody() throws Exception {
        // given
        answers.addAll(List.of(new Answer(202, "{}"), new Answer(202, "{}"), new Answer(204, "")));
        // when
        client.post(StackPart.ANALYTICS, PATH, null);
        client.post(StackPart.ANALYTICS, PATH, JsonHttp.JSON.createObjectNode().put("note", "fixed"));
        JsonNode nothing = client.delete(StackPart.ANALYTICS, PATH);
        // then
        assertThat(nothing.isMissingNode()).isTrue();
        assertThat(received).extracting(Request::method).containsExactly("POST", "POST", "DELETE");
        assertThat(received).extracting(Request::path).containsOnly(PATH);
        assertThat(received).extracting(Request::body).containsExactly("", "{\"note\":\"fixed\"}", "");
        assertThat(received.get(1).contentType()).isEqualTo("application/json");
    }

    @Test
    void shouldShowTheProblemOfARefusalInOneSentence() {
        // given
        answers.add(
                new Answer(
                        409,
                        "{\"type\":\"urn:engram:problem:rebuild-running\",\"title\":\"A rebuild is running\",\"detail\":\"42 % done\"}"));
        // when
        var refusal = catchThrowableOfType(ApiException.class, () -> client.post(StackPart.ANALYTICS, PATH, null));
        // then
        assertThat(refusal).hasMessage("POST " + PATH + " was answered with 409: A rebuild is running. 42 % done");
        assertThat(refusal.is("rebuild-running")).isTrue();
    }

    @Test
    void shouldRepeatARequestWhileTheServiceIsNotReady() throws Exception {
        // given
        answers.addAll(List.of(new Answer(503, "not ready"), new Answer(200, "{\"done\":true}")));
        // when
        JsonNode answer = client.get(StackPart.ANALYTICS, PATH);
        // then
        assertThat(answer.path("done").asBoolean()).isTrue();
        assertThat(received).hasSize(2);
    }

    @Test
    void shouldSayThatNoServiceAnswers() {
        // given
        service.stop(0);
        // then
        assertThatThrownBy(() -> client.get(StackPart.ANALYTICS, PATH))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("no answer from http://127.0.0.1:", "./engram up");
    }

    @Test
    void shouldNameAFileThatIsNoKey() throws Exception {
        // given
        Files.writeString(signingKey, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        // then
        assertThatThrownBy(() -> client.get(StackPart.ANALYTICS, PATH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(signingKey + " is not a private key (EC P-256");
        assertThat(received).isEmpty();
    }

    private static JsonNode decode(String part) throws IOException {
        return JsonHttp.JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private boolean isSigned(String[] token) throws Exception {
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(SigningKey.read(signingKey).publicKey());
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token[2]));
    }
}
