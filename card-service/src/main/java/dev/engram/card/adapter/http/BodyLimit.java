package dev.engram.card.adapter.http;

import dev.engram.kit.problem.HttpProblems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Holds every body but a deck file, for which the service as a whole lets more in, to 2 MiB. */
class BodyLimit {

    private static final int MAX_BYTES = 2 << 20;

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (request.getLength() > MAX_BYTES && !MediaType.TEXT_PLAIN_TYPE.isCompatible(request.getMediaType())) {
            throw HttpProblems.of(413)
                    .withDetail("The body may have at most " + MAX_BYTES + " bytes")
                    .withField("body", "at most " + MAX_BYTES + " bytes")
                    .with("maxBytes", MAX_BYTES)
                    .exception();
        }
    }
}
