package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.http.GatewayAuthentication.CallerPrincipal;
import dev.engram.gateway.adapter.http.TokenResource.Credentials;
import dev.engram.gateway.application.Sessions;
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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where somebody is signed in: signs pages in and out, lists and ends sessions. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SessionResource {
    private final TokenResource signIn;
    private final Sessions sessions;
    private final SecurityIdentity identity;

    SessionResource(TokenResource signIn, Sessions sessions, SecurityIdentity identity) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.identity = identity;
    }

    /** Who is signed in with the cookie. */
    public record PageAnswer(UUID learnerId, SortedSet<String> roles) {}

    /** One session. @param current whether it is that of this request */
    public record SessionAnswer(
            UUID id,
            String kind,
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
    public record SessionsAnswer(List<SessionAnswer> sessions) {}

    /** Signs a page in: the cookie is all it keeps, and no script can read it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable Credentials given, @Context HttpServerRequest request) {
        CallerResolution.checkSameOrigin(request);
        var in = signIn.signIn(given);
        var account = in.account();
        var started = sessions.startPage(account.learnerId(), TokenResource.client(request));
        return Response.ok(new PageAnswer(account.learnerId().value(), new TreeSet<>(account.roles())))
                .cookie(cookie(started.secret(), NewCookie.DEFAULT_MAX_AGE), CallOrigin.cookie(in.device()))
                .build();
    }

    private static NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(CallerResolution.COOKIE)
                .value(value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }

    @GET
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
    @Authenticated
    public Response endCurrent() {
        var caller = caller(identity);
        sessions.end(caller.learnerId(), caller.sessionId(), Kind.CLIENT, Kind.PAGE);
        return signedOut();
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    public Response end(@PathParam("id") String id) {
        if (!sessions.end(caller(identity).learnerId(), Fields.uuid("id", id), Kind.CLIENT, Kind.PAGE)) {
            throw Problem.ofStatus(404).exception();
        }
        return Response.noContent().build();
    }

    /** Signs out everywhere. */
    @DELETE
    @Authenticated
    public Response endAll() {
        sessions.endAll(caller(identity).learnerId());
        return signedOut();
    }

    private static Response signedOut() {
        return Response.noContent().cookie(cookie("", 0)).build();
    }

    /** Who calls. @throws UnauthorizedException without a credential */
    static AuthenticatedCaller caller(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof CallerPrincipal principal) {
            return principal.caller();
        }
        throw new UnauthorizedException();
    }
}
