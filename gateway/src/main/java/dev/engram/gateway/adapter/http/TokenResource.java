package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.account.AccountInput;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.SignIn;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.application.SignIn.SignInOutcome.SignedIn;
import dev.engram.gateway.application.SignInThrottle;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.application.session.Sessions.RefreshOutcome;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Session;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs in: a name and a password for a token. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "people", description = "Sign in")
public class TokenResource {
    private static final int CLIENT_CHARACTERS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(TokenResource.class);

    private final SignIn signIn;
    private final Sessions sessions;
    private final TokenSigner signer;
    private final CallOrigin origin;
    private final AuditTrail audit;

    TokenResource(SignIn signIn, Sessions sessions, TokenSigner signer, CallOrigin origin, AuditTrail audit) {
        this.audit = audit;
        this.signIn = signIn;
        this.sessions = sessions;
        this.signer = signer;
        this.origin = origin;
    }

    /** What a client sends. */
    public record Credentials(
            @Schema(required = true, minLength = 1, pattern = "\\S", examples = "learner") @Nullable
            String username,

            @Schema(required = true, minLength = 1, pattern = "\\S", examples = "learn-transformers") @Nullable
            String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "credentials";
        }
    }

    /** What it gets. */
    @Schema(name = "Token")
    public record TokenAnswer(
            @Schema(description = "For the header Authorization, after 'Bearer '")
            String token,

            @Schema(enumeration = "Bearer") String tokenType,
            Instant expiresAt,

            @Schema(description = "A pseudonym; nothing else that is stored names the person")
            UUID learnerId,

            @Schema(description = "What the token allows", examples = "[\"author\", \"learner\"]")
            SortedSet<String> roles,

            @Schema(description = "For the next token, once; not for calls")
            String refreshToken,

            Instant refreshExpiresAt) {}

    /** What a client sends for new ones. */
    @Schema(name = "RefreshBody")
    public record Refresh(
            @Schema(
                    required = true,
                    minLength = 1,
                    pattern = "\\S",
                    examples = "egr_Hs3w0kX5s2mQm0c1u5l7m9x2Qd8v4b6n1z3y5t7r9pA")
            @Nullable
            String refreshToken) {
        /** Without the token. */
        @Override
        public String toString() {
            return "refresh";
        }
    }

    /** An access token of ten minutes, and a refresh token for the next one. */
    @POST
    @Operation(
            operationId = "createToken",
            summary = "Sign in: an access token of ten minutes and a refresh token for a name and a password")
    @APIResponse(
            responseCode = "200",
            description = "The token",
            content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
    @APIResponse(responseCode = "401", description = "credentials-wrong")
    @APIResponse(responseCode = "429", description = "too-many-attempts or too-many-requests")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public Response create(@Nullable Credentials given, @Context HttpServerRequest request) {
        var in = signIn(given);
        var started = sessions.startClient(in.account(), client(request));
        return answer(in.account(), started.session(), started.secret())
                .cookie(CallOrigin.cookie(in.device()))
                .build();
    }

    /** The account that these credentials open. @throws ProblemException if they open none */
    SignedIn signIn(@Nullable Credentials given) {
        var credentials = Fields.required("body", given);
        var username = AccountInput.typed("username", credentials.username());
        var password = AccountInput.typed("password", credentials.password());
        return switch (signIn.attempt(username, password, origin.get())) {
            case SignedIn in -> in;
            case SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.TooMany many -> throw SignInThrottle.tooMany(many.pause());
            case SignInOutcome.Overloaded _ -> throw overloaded();
        };
    }

    /** New tokens for a refresh token, which is spent; a client that lost the answer may repeat it for a minute. */
    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(
            operationId = "refreshToken",
            summary = "New tokens for a refresh token, which is spent",
            description =
                    "A client that lost the answer may send it again for a minute; used later, it ends the session.")
    @APIResponseSchema(value = TokenAnswer.class, responseCode = "200", responseDescription = "The tokens")
    @APIResponse(responseCode = "401", description = "refresh-token-invalid: sign in again")
    public Response refresh(@Nullable Refresh given) {
        var token = AccountInput.typed(
                "refreshToken", Fields.required("body", given).refreshToken());
        return switch (sessions.refresh(token)) {
            case RefreshOutcome.Refreshed in ->
                answer(in.account(), in.session(), in.token()).build();
            case RefreshOutcome.Refused _ -> throw ended("It is not known, or has ended");
            case RefreshOutcome.Reused reused -> {
                LOG.atWarn().log("a refresh token was used a second time: the session is ended");
                // who of the two it is cannot be said
                audit.append(new Actor(null, origin.get())
                        .did(
                                AuditAction.REFRESH_TOKEN_REUSED,
                                reused.learner(),
                                Clock.systemUTC().instant())
                        .with(Map.of("session", reused.session().toString())));
                throw ended("It had been used before, so the session is ended: somebody else may have it");
            }
        };
    }

    private static ProblemException ended(String why) {
        return Problem.of(401, "refresh-token-invalid", "The refresh token is not valid")
                .withDetail(why + "; sign in again")
                .withField("refreshToken", "the one of the last answer")
                .exception()
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\"");
    }

    private ResponseBuilder answer(Account account, Session session, String refreshToken) {
        var signed = signer.access(new AuthenticatedCaller(
                account.learnerId(), account.roles(), session.kind(), Set.of(), session.id(), session.signOuts()));
        var answer = new TokenAnswer(
                signed.token(),
                "Bearer",
                signed.expiresAt(),
                account.learnerId().value(),
                new TreeSet<>(account.roles()),
                refreshToken,
                session.expiresAt());
        return Response.ok(answer);
    }

    /** What a client calls itself, shortened and without what could not be shown. */
    public static String client(HttpServerRequest request) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        var shown = agent == null ? "" : agent.replaceAll("[^\\x20-\\x7e]", "").strip();
        return shown.length() > CLIENT_CHARACTERS ? shown.substring(0, CLIENT_CHARACTERS) : shown;
    }

    private static ProblemException wrong() {
        return Problem.of(401, "credentials-wrong", "Username or password is wrong")
                .exception()
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\"");
    }

    /** Too many sign in at this moment. */
    public static ProblemException overloaded() {
        return Problem.of(503, "overloaded", "Too much at once")
                .withDetail("Too many people sign in at this moment; the attempt was not looked at and does not count")
                .exception()
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }
}
