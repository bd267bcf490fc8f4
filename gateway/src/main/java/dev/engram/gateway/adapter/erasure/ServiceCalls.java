package dev.engram.gateway.adapter.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;

/** What the gateway itself asks of services. Blocks; for virtual threads. */
@Singleton
final class ServiceCalls {
    private final ServicesConfig config;
    private final ObjectMapper mapper;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServiceCalls(ServicesConfig config, ObjectMapper mapper) {
        this.config = config;
        this.mapper = mapper;
    }

    /** As it stands in metrics and problems. */
    static String name(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }

    /** @throws IOException also for an answer other than 200 */
    JsonNode json(Service service, String path, String token) throws IOException {
        return read(service, open(service, path, token));
    }

    /** Sends {@code body}. @throws IOException also for an answer other than 200 */
    JsonNode json(Service service, String path, String token, Map<String, String> body) throws IOException {
        var request = request(service, path, token)
                .header("Content-Type", MediaType.APPLICATION_JSON)
                .POST(BodyPublishers.ofString(mapper.writeValueAsString(body)));
        return read(service, send(request));
    }

    /** The answer as it arrives, whatever its status; to be closed. */
    HttpResponse<InputStream> open(Service service, String path, String token) throws IOException {
        return send(request(service, path, token).GET());
    }

    private JsonNode read(Service service, HttpResponse<InputStream> answer) throws IOException {
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException("the service for %s answered %d".formatted(name(service), answer.statusCode()));
            }
            return mapper.readTree(body);
        }
    }

    private HttpRequest.Builder request(Service service, String path, String token) {
        return HttpRequest.newBuilder(config.of(service).resolve(path))
                .timeout(config.timeout())
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", end);
        }
    }
}
