package dev.engram.gateway.adapter.http;

import dev.engram.events.text.TextKind;
import dev.engram.gateway.adapter.account.CallActor;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.domain.AuditAction;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Personal access tokens, for scripts: each covers some calls of its owner, for at most a year. */
@Path("/api/v1/access-tokens")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "access tokens", description = "Personal access tokens, for scripts")
public class AccessTokenResource {
    private static final int LONGEST_DAYS = 366;
    private static final int NAME_CHARACTERS = 100;

    private final Sessions sessions;
    private final SecurityIdentity identity;
    private final CallActor actor;

    AccessTokenResource(Sessions sessions, SecurityIdentity identity, CallActor actor) {
        this.actor = actor;
        this.sessions = sessions;
        this.identity = identity;
    }

    /** What is wanted. */
    @Schema(name = "AccessTokenBody")
    public record NewToken(
            @Schema(
                    required = true,
                    format = "title",
                    minLength = 1,
                    maxLength = NAME_CHARACTERS,
                    examples = "backup script")
            @Nullable
            String name,

            @Schema(required = true, minItems = 1, description = "The calls it is for") @Nullable
            List<String> scopes,

            @Schema(
                    required = true,
                    format = "date-time",
                    description = "At most 366 days ahead",
                    examples = "2027-03-01T08:30:00Z")
            @Nullable
            String expiresAt) {}

    /** One personal access token. @param token the token itself, in the answer to its making only */
    @Schema(name = "AccessToken")
    public record AccessTokenAnswer(
            UUID id,
            String name,
            List<String> scopes,
            Instant createdAt,
            Instant usedAt,
            Instant expiresAt,

            @Schema(
                    description = "Only in the answer to its making",
                    examples = "egp_Hs3w0kX5s2mQm0c1u5l7m9x2Qd8v4b6n1z3y5t7r9pA")
            @Nullable
            String token) {
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
    @Schema(name = "AccessTokens")
    public record AccessTokensAnswer(List<AccessTokenAnswer> accessTokens) {}

    @GET
    @Operation(operationId = "listAccessTokens", summary = "One's own personal access tokens")
    @APIResponseSchema(
            value = AccessTokensAnswer.class,
            responseDescription = "All of them, without the tokens themselves")
    public Response list() {
        var learner = SessionResource.caller(identity).learnerId();
        var answer = new AccessTokensAnswer(sessions.list(learner, Kind.TOKEN).stream()
                .map(session -> AccessTokenAnswer.of(session, null))
                .toList());
        return Response.ok(answer).build();
    }

    /** Makes one; the answer is the only one that shows it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createAccessToken", summary = "Make a personal access token; only this answer shows it")
    @APIResponseSchema(value = AccessTokenAnswer.class, responseCode = "201", responseDescription = "Made")
    @APIResponse(responseCode = "409", description = "quota-exceeded: a person has at most 20")
    public Response create(@Nullable NewToken given) {
        var wanted = Fields.required("body", given);
        var name = Fields.text("name", wanted.name(), TextKind.TITLE, NAME_CHARACTERS);
        var scopes = scopes(Fields.required("scopes", wanted.scopes()));
        var life = Duration.between(Instant.now(), Fields.instant("expiresAt", wanted.expiresAt()));
        if (!life.isPositive() || life.compareTo(Duration.ofDays(LONGEST_DAYS)) > 0) {
            throw Fields.invalid("expiresAt", "must be in the future, by at most " + LONGEST_DAYS + " days");
        }
        var made = sessions.createToken(SessionResource.caller(identity), name, scopes, life)
                .orElseThrow(() -> Problem.of(409, "quota-exceeded", "There are too many of these")
                        .withDetail("A person has at most " + Sessions.MAX_TOKENS
                                + " personal access tokens; delete one that is not used")
                        .exception());
        actor.didOwn(
                AuditAction.ACCESS_TOKEN_CREATED,
                Map.of(
                        "accessToken", made.session().id().toString(),
                        "scopes", scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(","))));
        return Response.status(201)
                .entity(AccessTokenAnswer.of(made.session(), made.secret()))
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
    @Operation(operationId = "deleteAccessToken", summary = "Delete a personal access token: it is not taken any more")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response delete(@PathParam("id") @Schema(format = "uuid") String id) {
        var learner = SessionResource.caller(identity).learnerId();
        var token = Fields.uuid("id", id);
        if (!sessions.end(learner, token, Kind.TOKEN)) {
            throw Problem.ofStatus(404).exception();
        }
        actor.didOwn(AuditAction.ACCESS_TOKEN_DELETED, Map.of("accessToken", token.toString()));
        return Response.noContent().build();
    }
}
