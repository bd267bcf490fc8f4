package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.AuthenticatedCaller;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.Set;

/** Gives the caller of {@link CallerResolution} to the gateway's own resources, so that {@code @RolesAllowed} works there. */
@ApplicationScoped
class GatewayAuthentication implements HttpAuthenticationMechanism {
    private final CallerResolution callers;

    GatewayAuthentication(CallerResolution callers) {
        this.callers = callers;
    }

    /** The caller as a resource gets it, from {@code SecurityIdentity.getPrincipal()}. */
    record CallerPrincipal(AuthenticatedCaller caller) implements Principal {
        @Override
        public String getName() {
            return caller.learnerId().text();
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        if (!CallerResolution.isNeeded(context.request())) {
            // not nothing: then the library's own would look at the token, which knows of no session that was ended
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder().setAnonymous(true).build());
        }
        return Uni.createFrom()
                .completionStage(() -> callers.resolve(context).toCompletionStage())
                .map(caller -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new CallerPrincipal(caller))
                        .addRoles(caller.roles())
                        .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"engram\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** Before the library's own, which knows access tokens only. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1_000;
    }
}
