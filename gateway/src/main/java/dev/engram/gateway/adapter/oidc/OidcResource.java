package dev.engram.gateway.adapter.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.http.TokenResource;
import dev.engram.gateway.application.account.ProviderSignIn;
import dev.engram.gateway.application.account.ProviderSignIn.ProviderOutcome;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.domain.ExternalIdentity;
import dev.engram.gateway.domain.Origin;
import dev.engram.kit.input.AnyParameters;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.ProblemMappers;
import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Signs pages in through a provider of OpenID Connect. */
@Path("/api/v1/oidc")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "people", description = "Sign in")
public class OidcResource {
    private final OidcConfig config;
    private final ProviderSignIn signIn;
    private final Sessions sessions;
    private final CallOrigin origin;
    private final SecurityIdentity identity;
    private final ProviderRefusals refusals;

    OidcResource(
            OidcConfig config,
            ProviderSignIn signIn,
            Sessions sessions,
            CallOrigin origin,
            SecurityIdentity identity,
            ProviderRefusals refusals) {
        this.config = config;
        this.signIn = signIn;
        this.sessions = sessions;
        this.origin = origin;
        this.identity = identity;
        this.refusals = refusals;
    }

    /** @param name absent where nobody signs in through a provider */
    @Schema(name = "Provider")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProviderAnswer(
            @Schema(examples = "true") boolean enabled,

            @Schema(description = "What the provider is called, for a button", examples = "the school") @Nullable
            String name) {}

    @GET
    @PermitAll
    @Operation(operationId = "readProvider", summary = "Whether pages can sign in through a provider")
    @APIResponseSchema(value = ProviderAnswer.class, responseDescription = "The provider")
    public ProviderAnswer provider() {
        return new ProviderAnswer(config.enabled(), config.enabled() ? config.name() : null);
    }

    /** Where a sign-in begins, and where the provider sends the browser back to. */
    @GET
    @Path("/sign-in")
    @AuthorizationCodeFlow
    @AnyParameters
    @Operation(
            operationId = "signInThroughProvider",
            summary = "Sign a page in through the provider: a browser is sent there, and comes back here",
            description =
                    "For browsers, not for clients of the API. What the provider adds to the address is for the gateway.")
    @APIResponse(responseCode = "302", description = "To the provider, with PKCE, state and nonce")
    @APIResponse(
            responseCode = "303",
            description =
                    "To the page: signed in, with the cookie of the session, or not, and then #sign-in= says why: no-role, disabled,"
                            + " last-administrator, or failed")
    @APIResponse(responseCode = "404", description = "not-found: no provider is configured")
    public Response signIn(@Context HttpServerRequest request) {
        var token = (JsonWebToken) identity.getPrincipal();
        var person = new ExternalIdentity(token.getIssuer(), token.getSubject());
        var name = token.getClaim(config.usernameClaim()) instanceof String given ? given : null;
        return switch (signIn.attempt(person, name, config.mapped(identity.getRoles()), origin.get())) {
            case ProviderOutcome.SignedIn in -> {
                var started = sessions.startPage(in.account(), TokenResource.client(request));
                yield Response.fromResponse(toPage(request.response(), "/"))
                        .cookie(SessionResource.cookie(started))
                        .build();
            }
            case ProviderOutcome.Refused refused ->
                toPage(request.response(), "/#sign-in=" + refused.reason().slug());
        };
    }

    /** Begins at the provider, or, where that has answered, tells the page that the answer is not good. */
    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class,
        AuthenticationRedirectException.class
    })
    public Uni<Response> notSignedIn(Throwable reason, RoutingContext context) {
        if (!config.enabled()) {
            return Uni.createFrom().item(ProblemMappers.response(off()));
        }
        if (reason instanceof UnauthorizedException && context.request().query() == null) {
            HttpAuthenticator authenticator = Objects.requireNonNull(context.get(HttpAuthenticator.class.getName()));
            var from = origin.get();
            return authenticator
                    .getChallenge(context)
                    .map(OidcResource::toProvider)
                    // the provider does not answer
                    .onFailure()
                    .recoverWithItem(away -> failed(away, from, context.response()));
        }
        return Uni.createFrom().item(failed(reason, origin.get(), context.response()));
    }

    private Response failed(Throwable reason, Origin from, HttpServerResponse response) {
        refusals.tell(reason, from);
        return toPage(response, "/#sign-in=failed");
    }

    private static ProblemException off() {
        return Problem.notFound(
                        "Nobody signs in through a provider here; the operator sets engram.gateway.oidc.enabled")
                .exception();
    }

    private static Response toProvider(ChallengeData challenge) {
        var response = Response.status(challenge.status);
        challenge.getHeaders().forEach((header, value) -> response.header(header.toString(), value));
        return response.build();
    }

    private static Response toPage(HttpServerResponse response, String path) {
        response.removeCookie(DroppedTokens.COOKIE);
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
