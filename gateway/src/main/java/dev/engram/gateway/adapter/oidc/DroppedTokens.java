package dev.engram.gateway.adapter.oidc;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationCompletionException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Keeps no token of the provider, in no cookie either: they are read once, and the session that follows is ours. */
@Singleton
@Alternative
@Priority(1)
class DroppedTokens implements TokenStateManager {
    /** The cookie that the extension sets for what {@link #createTokenState} gives. */
    static final String COOKIE = "q_session_provider";

    @Override
    public Uni<String> createTokenState(
            RoutingContext context,
            OidcTenantConfig config,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> request) {
        return Uni.createFrom().item("none");
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext context,
            OidcTenantConfig config,
            String state,
            OidcRequestContext<AuthorizationCodeTokens> request) {
        return Uni.createFrom().failure(new AuthenticationCompletionException("no token of the provider is kept"));
    }

    @Override
    public Uni<Void> deleteTokens(
            RoutingContext context, OidcTenantConfig config, String state, OidcRequestContext<Void> request) {
        return Uni.createFrom().voidItem();
    }
}
