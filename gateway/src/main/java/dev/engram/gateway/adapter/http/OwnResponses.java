package dev.engram.gateway.adapter.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What the gateway itself answers is about one person, or a secret: nobody on the way keeps it, unless it says so itself. */
@ApplicationScoped
class OwnResponses {
    @ServerResponseFilter
    public void noStore(ContainerResponseContext response) {
        response.getHeaders().computeIfAbsent(HttpHeaders.CACHE_CONTROL, _ -> List.of("no-store"));
    }
}
