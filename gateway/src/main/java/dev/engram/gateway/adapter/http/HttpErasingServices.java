package dev.engram.gateway.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.ErasingServices;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.auth.Role;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks the services as a data officer who is nobody. */
@Singleton
final class HttpErasingServices implements ErasingServices {
    private static final List<String> KINDS = List.of("documents", "contexts", "rows", "parked");
    private static final Account NOBODY =
            new Account("erasure", "", new LearnerId(new UUID(0, 0)), Set.of(Role.DATA_OFFICER_GROUP), false);

    private final ServicesConfig config;
    private final TokenSigner signer;
    private final ObjectMapper mapper;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpErasingServices(ServicesConfig config, TokenSigner signer, ObjectMapper mapper) {
        this.config = config;
        this.signer = signer;
        this.mapper = mapper;
    }

    @Override
    public void append(LearnerId learner, EventId event) {
        post(
                Service.REVIEWS,
                "/internal/erased-learners",
                Map.of("learnerId", learner.text(), "eventId", event.toString()));
    }

    @Override
    public Confirmation confirm(Service service, String hash) {
        var stores = get(service, "/internal/erasures/" + hash).path("stores");
        var removed = new ArrayList<Removed>();
        var isComplete = !stores.isEmpty();
        for (var store : stores) {
            isComplete &= store.path("seen").asBoolean();
            var collection = store.path("projection").asText() + ".g"
                    + store.path("generation").asInt();
            for (var kind : KINDS) {
                long count = store.path(kind).asLong();
                if (count > 0) {
                    removed.add(new Removed(name(service), collection, kind, count));
                }
            }
        }
        return new Confirmation(isComplete, removed);
    }

    @Override
    public long decks(LearnerId learner) {
        return post(Service.CARDS, "/internal/decks-of-erased", Map.of("learnerId", learner.text()))
                .path("decks")
                .asLong();
    }

    private static String name(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }

    private JsonNode get(Service service, String path) {
        return send(service, request(service, path).GET());
    }

    private JsonNode post(Service service, String path, Map<String, String> body) {
        try {
            return send(
                    service,
                    request(service, path)
                            .header("Content-Type", MediaType.APPLICATION_JSON)
                            .POST(BodyPublishers.ofString(mapper.writeValueAsString(body))));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private HttpRequest.Builder request(Service service, String path) {
        return HttpRequest.newBuilder(config.of(service).resolve(path))
                .timeout(config.timeout())
                .header(
                        "Authorization",
                        "Bearer " + signer.sign(NOBODY, Instant.now()).token());
    }

    private JsonNode send(Service service, HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "the service for %s answered %d".formatted(name(service), answer.statusCode()));
            }
            return mapper.readTree(answer.body());
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", end);
        }
    }
}
