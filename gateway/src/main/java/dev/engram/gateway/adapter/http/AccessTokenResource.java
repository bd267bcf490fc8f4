package dev.engram.gateway.adapter.http;

import dev.engram.events.text.TextKind;
import dev.engram.gateway.application.Sessions;
import dev.engram.gateway.domain.Scope;
import dev.engram.gateway.domain.Session;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Personal access tokens, for scripts: each covers some calls of its owner, for at most a year. */
@Path("/api/v1/access-tokens")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
public class AccessTokenResource {
    private static final int LONGEST_DAYS = 366;
    private static final int NAME_CHARACTERS = 100;

    private final Sessions sessions;
    private final SecurityIdentity identity;

    AccessTokenResource(Sessions sessions, SecurityIdentity identity) {
        this.sessions = sessions;
        this.identity = identity;
    }

    /** What is wanted. */
    public record NewToken(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable String expiresAt) {}

    /** One personal access token. @param token the token itself, in the answer to its making only */
    public record AccessTokenAnswer(
            UUID id,
            String name,
            List<String> scopes,
            Instant createdAt,
            Instant usedAt,
            Instant expiresAt,
            @Nullable String token) {
        static AccessTokenAnswer of(Session session, @Nullable String token) {
            return new AccessTokenAnswer(
                    session.id(),
                    session.label(),
                    session.scopes().stream().map(Scope::text).sorted().toList(),
                    session.createdAt(),
                    session.usedAt(),
                    session.expiresAt(),
                    token);
        }
    }

    /** All of the caller. */
    public record AccessTokensAnswer(List<AccessTokenAnswer> accessTokens) {}

    @GET
    public Response list() {
        var learner = SessionResource.caller(identity).learnerId();
        var answer = new AccessTokensAnswer(sessions.list(learner, Kind.TOKEN).stream()
                .map(session -> AccessTokenAnswer.of(session, null))
                .toList());
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** Makes one; the answer is the only one that shows it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable NewToken given) {
        var wanted = Fields.required("body", given);
        var name = Fields.text("name", wanted.name(), TextKind.TITLE, NAME_CHARACTERS);
        var scopes = scopes(Fields.required("scopes", wanted.scopes()));
        var life = Duration.between(Instant.now(), Fields.instant("expiresAt", wanted.expiresAt()));
        if (!life.isPositive() || life.compareTo(Duration.ofDays(LONGEST_DAYS)) > 0) {
            throw Fields.invalid("expiresAt", "must be in the future, by at most " + LONGEST_DAYS + " days");
        }
        var made = sessions.createToken(SessionResource.caller(identity).learnerId(), name, scopes, life)
                .orElseThrow(() -> Problem.of(409, "quota-exceeded", "There are too many of these")
                        .withDetail("A person has at most " + Sessions.MAX_TOKENS
                                + " personal access tokens; delete one that is not used")
                        .exception());
        return Response.status(201)
                .entity(AccessTokenAnswer.of(made.session(), made.secret()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Set<Scope> scopes(List<String> texts) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var text : texts) {
            scopes.add(Scope.ofText(String.valueOf(text)).orElseThrow(() -> Fields.invalid("scopes", rule())));
        }
        if (scopes.isEmpty()) {
            throw Fields.invalid("scopes", rule());
        }
        return scopes;
    }

    private static String rule() {
        return Arrays.stream(Scope.values())
                .map(Scope::text)
                .collect(Collectors.joining(", ", "must be one or more of ", ""));
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        var learner = SessionResource.caller(identity).learnerId();
        if (!sessions.end(learner, Fields.uuid("id", id), Kind.TOKEN)) {
            throw Problem.ofStatus(404).exception();
        }
        return Response.noContent().build();
    }
}
