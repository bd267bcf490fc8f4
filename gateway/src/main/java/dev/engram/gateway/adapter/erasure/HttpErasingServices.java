package dev.engram.gateway.adapter.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.erasure.ErasingServices;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.Service;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.auth.Role;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks the services as a data officer who is nobody. */
@Singleton
final class HttpErasingServices implements ErasingServices {
    private static final List<String> KINDS = List.of("documents", "contexts", "rows", "parked");
    private static final AuthenticatedCaller NOBODY = new AuthenticatedCaller(
            new LearnerId(new UUID(0, 0)), Set.of(Role.DATA_OFFICER_GROUP), Kind.CLIENT, Set.of(), new UUID(0, 0), 0);

    private final ServiceCalls calls;
    private final TokenSigner signer;

    HttpErasingServices(ServiceCalls calls, TokenSigner signer) {
        this.calls = calls;
        this.signer = signer;
    }

    @Override
    public void append(LearnerId learner, EventId event) {
        var _ = ask(() -> calls.json(
                Service.REVIEWS,
                "/internal/erased-learners",
                token(Service.REVIEWS),
                Map.of("learnerId", learner.text(), "eventId", event.toString())));
    }

    @Override
    public Confirmation confirm(Service service, String hash) {
        var stores = ask(() -> calls.json(service, "/internal/erasures/" + hash, token(service)))
                .path("stores");
        var removed = new ArrayList<Removed>();
        var isComplete = !stores.isEmpty();
        for (var store : stores) {
            isComplete &= store.path("seen").asBoolean();
            var collection = store.path("projection").asText() + ".g"
                    + store.path("generation").asInt();
            for (var kind : KINDS) {
                long count = store.path(kind).asLong();
                if (count > 0) {
                    removed.add(new Removed(ServiceCalls.name(service), collection, kind, count));
                }
            }
        }
        return new Confirmation(isComplete, removed);
    }

    @Override
    public List<Removed> decks(LearnerId learner) {
        var found = decks(learner, "");
        var removed = new ArrayList<Removed>();
        for (var kind : Map.of("documents", "unseen", "shares", "shares").entrySet()) {
            long count = found.path(kind.getValue()).asLong();
            if (count > 0) {
                removed.add(new Removed(ServiceCalls.name(Service.CARDS), "decks", kind.getKey(), count));
            }
        }
        return removed;
    }

    @Override
    public long removeFromDecks(LearnerId learner) {
        return decks(learner, "/removal").path("kept").asLong();
    }

    private JsonNode decks(LearnerId learner, String what) {
        return ask(() -> calls.json(
                Service.CARDS,
                "/internal/decks-of-erased" + what,
                token(Service.CARDS),
                Map.of("learnerId", learner.text())));
    }

    private String token(Service service) {
        return signer.inner(NOBODY, service);
    }

    private interface Call {
        JsonNode answer() throws IOException;
    }

    private static JsonNode ask(Call call) {
        try {
            return call.answer();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }
}
