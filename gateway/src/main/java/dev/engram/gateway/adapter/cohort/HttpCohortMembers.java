package dev.engram.gateway.adapter.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.service.ServiceClient;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.cohort.CohortMembers;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.gateway.domain.Service;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.auth.Role;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks card-service and review-service as the caller; a person is admitted to a deck as the teacher who gave out the code. */
@Singleton
final class HttpCohortMembers implements CohortMembers {
    private static final String COHORTS = "/internal/cohorts";

    private final ServiceClient services;
    private final TokenSigner signer;

    HttpCohortMembers(ServiceClient services, TokenSigner signer) {
        this.services = services;
        this.signer = signer;
    }

    @Override
    public boolean isVisible(AuthenticatedCaller caller, DeckId deck) {
        var asked = Map.of("deckIds", List.of(deck.toString()));
        return !ask(caller, Service.CARDS, "POST", "/internal/visible-decks", asked)
                .path("visible")
                .isEmpty();
    }

    @Override
    public boolean admit(Cohort cohort, LearnerId person) {
        var teacher = new AuthenticatedCaller(
                cohort.teacher(), Set.of(Role.TEACHER_GROUP), Kind.CLIENT, Set.of(), new UUID(0, 0), 0);
        var path = "/internal/decks/" + cohort.deckId() + "/viewers/" + person.text();
        return ask(teacher, Service.CARDS, "PUT", path, null).path("visible").asBoolean();
    }

    @Override
    public String join(AuthenticatedCaller caller, Cohort cohort) {
        var body = Map.of("deckId", cohort.deckId().toString());
        return ask(caller, Service.REVIEWS, "PUT", COHORTS + "/" + cohort.id() + "/membership", body)
                .path("position")
                .asText();
    }

    @Override
    public String leave(AuthenticatedCaller caller, CohortId cohort, @Nullable String after) {
        return ask(caller, Service.REVIEWS, "DELETE", COHORTS + "/" + cohort + "/membership" + query(after), null)
                .path("position")
                .asText();
    }

    @Override
    public String remove(AuthenticatedCaller teacher, CohortId cohort, LearnerId member, @Nullable String after) {
        var path = COHORTS + "/" + cohort + "/members/" + member.text() + query(after);
        return ask(teacher, Service.REVIEWS, "DELETE", path, null)
                .path("position")
                .asText();
    }

    @Override
    public Read<CohortId> joined(AuthenticatedCaller caller, @Nullable String after) {
        var answer = ask(caller, Service.REVIEWS, "GET", COHORTS + query(after), null);
        return read(answer, "cohorts", "cohortId", CohortId::parse);
    }

    @Override
    public Read<LearnerId> members(AuthenticatedCaller teacher, CohortId cohort, @Nullable String after) {
        var answer = ask(teacher, Service.REVIEWS, "GET", COHORTS + "/" + cohort + "/members" + query(after), null);
        return read(answer, "members", "learnerId", LearnerId::parse);
    }

    private static <T> Read<T> read(JsonNode answer, String list, String id, Function<String, T> parse) {
        var since = new LinkedHashMap<T, Instant>();
        for (var item : answer.path(list)) {
            since.put(
                    parse.apply(item.path(id).asText()),
                    Instant.parse(item.path("joinedAt").asText()));
        }
        return new Read<>(
                since,
                answer.path("caughtUp").asBoolean(),
                answer.path("parked").asBoolean());
    }

    private static String query(@Nullable String after) {
        return after == null ? "" : "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    }

    private JsonNode ask(
            AuthenticatedCaller caller, Service service, String method, String path, @Nullable Object body) {
        return services.send(service, method, path, body, signer.inner(caller, service));
    }
}
