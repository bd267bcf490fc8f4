package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.account.CallActor;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.connection.SameOrigin;
import dev.engram.gateway.adapter.http.GatewayAuthentication.CallerPrincipal;
import dev.engram.gateway.adapter.http.TokenResource.Credentials;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.application.session.Sessions.Started;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Session;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where somebody is signed in: signs pages in and out, lists and ends sessions. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "sessions", description = "Where one is signed in")
public class SessionResource {
    private final TokenResource signIn;
    private final Sessions sessions;
    private final SecurityIdentity identity;
    private final CallActor actor;

    SessionResource(TokenResource signIn, Sessions sessions, SecurityIdentity identity, CallActor actor) {
        this.actor = actor;
        this.signIn = signIn;
        this.sessions = sessions;
        this.identity = identity;
    }

    /** Who is signed in with the cookie. */
    @Schema(name = "PageSession")
    public record PageAnswer(UUID learnerId, SortedSet<String> roles) {}

    /** One session. @param current whether it is that of this request */
    @Schema(name = "Session")
    public record SessionAnswer(
            UUID id,
            @Schema(enumeration = {"client", "page"}) String kind,

            @Schema(description = "What the client calls itself", examples = "Mozilla/5.0")
            String client,

            Instant createdAt,
            Instant usedAt,
            Instant expiresAt,
            boolean current) {
        static SessionAnswer of(Session session, UUID current) {
            return new SessionAnswer(
                    session.id(),
                    session.kind().name().toLowerCase(Locale.ROOT),
                    session.label(),
                    session.createdAt(),
                    session.usedAt(),
                    session.expiresAt(),
                    session.id().equals(current));
        }
    }

    /** All sessions of the caller. */
    @Schema(name = "Sessions")
    public record SessionsAnswer(List<SessionAnswer> sessions) {}

    /** Signs a page in: the cookie is all it keeps, and no script can read it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            operationId = "createSession",
            summary = "Sign a page in: the answer sets the cookie of the session",
            description = "A browser sends Sec-Fetch-Site: same-origin with it; the cookie cannot be read by scripts.")
    @APIResponseSchema(value = PageAnswer.class, responseCode = "200", responseDescription = "Signed in")
    @APIResponse(responseCode = "401", description = "credentials-wrong")
    @APIResponse(responseCode = "403", description = "The request does not come from a page of this installation")
    @APIResponse(responseCode = "429", description = "too-many-attempts or too-many-requests")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public Response create(@Nullable Credentials given, @Context HttpServerRequest request) {
        if (!SameOrigin.isGiven(request)) {
            throw SameOrigin.problem().exception();
        }
        var in = signIn.signIn(given);
        var account = in.account();
        var started = sessions.startPage(account, TokenResource.client(request));
        return Response.ok(new PageAnswer(account.learnerId().value(), new TreeSet<>(account.roles())))
                .cookie(cookie(started), CallOrigin.cookie(in.device()))
                .build();
    }

    /** By which a page shows its session. */
    public static NewCookie cookie(Started started) {
        return cookie(started.secret(), NewCookie.DEFAULT_MAX_AGE);
    }

    private static NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(SameOrigin.COOKIE)
                .value(value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }

    @GET
    @Operation(operationId = "listSessions", summary = "Where one is signed in")
    @APIResponseSchema(value = SessionsAnswer.class, responseDescription = "All sessions of the caller")
    @Authenticated
    public Response list() {
        var caller = caller(identity);
        var answer = new SessionsAnswer(sessions.list(caller.learnerId(), Kind.CLIENT, Kind.PAGE).stream()
                .map(session -> SessionAnswer.of(session, caller.sessionId()))
                .toList());
        return Response.ok(answer).build();
    }

    /** Signs out. */
    @DELETE
    @Path("/current")
    @Operation(operationId = "endCurrentSession", summary = "Sign out")
    @APIResponse(responseCode = "204", description = "Signed out; the cookie is removed")
    @Authenticated
    public Response endCurrent() {
        var caller = caller(identity);
        sessions.end(caller.learnerId(), caller.sessionId(), Kind.CLIENT, Kind.PAGE);
        actor.didOwn(AuditAction.SIGNED_OUT, session(caller.sessionId()));
        return signedOut();
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "endSession", summary = "Sign out somewhere else")
    @APIResponse(responseCode = "204", description = "Signed out there")
    @APIResponse(responseCode = "404", description = "not-found")
    @Authenticated
    public Response end(@PathParam("id") @Schema(format = "uuid") String id) {
        var session = Fields.uuid("id", id);
        if (!sessions.end(caller(identity).learnerId(), session, Kind.CLIENT, Kind.PAGE)) {
            throw Problem.ofStatus(404).exception();
        }
        actor.didOwn(AuditAction.SESSION_ENDED, session(session));
        return Response.noContent().build();
    }

    /** Signs out everywhere. */
    @DELETE
    @Operation(operationId = "endAllSessions", summary = "Sign out everywhere")
    @APIResponse(responseCode = "204", description = "Signed out; personal access tokens stay and are ended one by one")
    @Authenticated
    public Response endAll() {
        sessions.endAll(caller(identity).learnerId());
        actor.didOwn(AuditAction.SIGNED_OUT_EVERYWHERE, Map.of());
        return signedOut();
    }

    private static Map<String, String> session(UUID id) {
        return Map.of("session", id.toString());
    }

    private static Response signedOut() {
        return Response.noContent().cookie(cookie("", 0)).build();
    }

    /** Who calls. @throws UnauthorizedException without a credential */
    public static AuthenticatedCaller caller(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof CallerPrincipal principal) {
            return principal.caller();
        }
        throw new UnauthorizedException();
    }
}
