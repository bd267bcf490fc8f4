package dev.engram.gateway.adapter.deck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.kit.logging.RequestId;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shares of decks by pseudonym, at card-service, as the caller. What it refuses is thrown as it said it. */
@Singleton
final class ShareClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final ServicesConfig services;

    ShareClient(ServicesConfig services) {
        this.services = services;
    }

    JsonNode shares(UUID deck, String token) {
        return send("GET", deck + "/shares", null, token);
    }

    void share(UUID deck, LearnerId person, String role, String token) {
        send("PUT", deck + "/shares/" + person.text(), Map.of("role", role), token);
    }

    void withdraw(UUID deck, LearnerId person, String token) {
        send("DELETE", deck + "/shares/" + person.text(), null, token);
    }

    private JsonNode send(String method, String path, @Nullable Object body, String token) {
        var address = services.cards().resolve("/internal/decks/" + path);
        try {
            var response = client.send(request(method, address, body, token), BodyHandlers.ofByteArray());
            var answer = response.body().length == 0 ? MissingNode.getInstance() : json.readTree(response.body());
            if (response.statusCode() / 100 == 2) {
                return answer;
            }
            throw refused(response.statusCode(), answer);
        } catch (HttpTimeoutException slow) {
            throw Problem.ofStatus(504).exception();
        } catch (IOException unreachable) {
            throw Problem.of(503, "service-unavailable", "A service behind this address does not answer")
                    .exception()
                    .withHeader("Retry-After", "1");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private HttpRequest request(String method, URI address, @Nullable Object body, String token) throws IOException {
        var request = HttpRequest.newBuilder(address)
                .timeout(services.timeout())
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        var requestId = RequestId.current();
        if (requestId != null) {
            request.header(RequestId.HEADER, requestId);
        }
        return request.build();
    }

    private static ProblemException refused(int status, JsonNode answer) {
        var type = answer.path("type").asText();
        if (!type.startsWith(Problem.TYPE_PREFIX)) {
            return Problem.ofStatus(status >= 500 ? 502 : status).exception();
        }
        var problem = Problem.of(
                        status,
                        type.substring(Problem.TYPE_PREFIX.length()),
                        answer.path("title").asText())
                .withDetail(answer.path("detail").asText());
        var field = answer.path("field");
        return (field.isTextual()
                        ? problem.withField(field.asText(), answer.path("rule").asText(null))
                        : problem)
                .exception();
    }
}
