package dev.engram.gateway.adapter.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.logging.RequestId;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gateway asks of services while somebody waits for it. What a service refuses is thrown as it said it. Thread-safe. */
@Singleton
public final class ServiceClient {
    /** Members of a problem that are read one by one, or are set anew. */
    private static final Set<String> COMMON =
            Set.of("type", "title", "status", "detail", "field", "rule", RequestId.KEY);

    private static final String RETRY_AFTER = "Retry-After";
    private static final String PAUSE_SECONDS = "1";
    private static final Problem UNAVAILABLE =
            Problem.of(503, "service-unavailable", "A service behind this address does not answer");
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final ServicesConfig services;

    ServiceClient(ServicesConfig services) {
        this.services = services;
    }

    /** 503 after the call was sent: the connection was lost, or the answer cannot be read. What was asked for may be done. */
    public static final class LostException extends ProblemException {
        private static final long serialVersionUID = 1L;

        private LostException(IOException cause) {
            super(UNAVAILABLE, Map.of(RETRY_AFTER, PAUSE_SECONDS), cause);
        }
    }

    /**
     * Asks a service and waits for its answer.
     *
     * @param path with its query
     * @param body written as JSON; null for none
     * @param token that the service takes
     * @return the body of an answer of 2xx, a missing node where it has none
     * @throws ProblemException the problem that the service answered; 503 or 504 where it does not answer
     */
    public JsonNode send(Service service, String method, String path, @Nullable Object body, String token) {
        var address = services.of(service).resolve(path);
        try {
            var response = client.send(request(method, address, body, token), BodyHandlers.ofByteArray());
            var answer = response.body().length == 0 ? MissingNode.getInstance() : json.readTree(response.body());
            if (response.statusCode() / 100 == 2) {
                return answer;
            }
            var refused = refused(response.statusCode(), answer);
            throw response.headers()
                    .firstValue(RETRY_AFTER)
                    .map(pause -> refused.withHeader(RETRY_AFTER, pause))
                    .orElse(refused);
        } catch (HttpTimeoutException slow) {
            throw Problem.ofStatus(504).exception().withHeader(RETRY_AFTER, PAUSE_SECONDS);
        } catch (ConnectException unreachable) {
            throw UNAVAILABLE.exception().withHeader(RETRY_AFTER, PAUSE_SECONDS);
        } catch (IOException lost) {
            throw new LostException(lost);
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
        for (var member : answer.properties()) {
            if (!COMMON.contains(member.getKey())) {
                var value = member.getValue();
                problem = problem.with(member.getKey(), value.isTextual() ? value.asText() : value);
            }
        }
        var field = answer.path("field");
        return (field.isTextual()
                        ? problem.withField(field.asText(), answer.path("rule").asText(null))
                        : problem)
                .exception();
    }
}
