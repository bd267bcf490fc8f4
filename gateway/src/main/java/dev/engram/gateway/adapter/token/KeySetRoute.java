package dev.engram.gateway.adapter.token;

import dev.engram.gateway.domain.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The public keys of the gateway, for services. Public by nature: they only check what the gateway has signed. */
@ApplicationScoped
class KeySetRoute {
    private final SigningKeyFolder keys;

    KeySetRoute(SigningKeyFolder keys) {
        this.keys = keys;
    }

    void routes(@Observes Router router) {
        router.get(Routes.KEYS)
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/jwk-set+json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .end(keys.keySet()));
    }
}
