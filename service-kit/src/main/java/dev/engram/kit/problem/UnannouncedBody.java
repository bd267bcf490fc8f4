package dev.engram.kit.problem;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Limits bodies of a length nobody announced, with a problem document; Quarkus itself would answer an empty 413. */
@ApplicationScoped
public class UnannouncedBody {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final BodyLimit limit;

    UnannouncedBody(BodyLimit limit) {
        this.limit = limit;
    }

    @ServerRequestFilter
    public void filter(ContainerRequestContext request, RoutingContext context) {
        if (WITH_BODY.contains(request.getMethod()) && request.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null) {
            // read when the stream is made, in the next line
            context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
            request.setEntityStream(new Limited(request.getEntityStream()));
        }
    }

    private final class Limited extends FilterInputStream {
        private long taken;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var some = super.read(into, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            taken += more;
            if (taken > limit.bytes()) {
                // what follows is not read: the connection cannot be used again
                throw new ProblemException(limit.problem()).withHeader("Connection", "close");
            }
        }
    }
}
