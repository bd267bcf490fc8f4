package dev.engram.kit.problem;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Applies {@link RequestLimits} to bodies without a Content-Length, as they are read; Quarkus itself would answer an empty 413. */
@ApplicationScoped
public class ChunkedBodyLimit {
    private final RequestLimits limits;

    ChunkedBodyLimit(RequestLimits limits) {
        this.limits = limits;
    }

    @ServerRequestFilter
    public void filter(ContainerRequestContext request, RoutingContext context) {
        if (RequestLimits.WITH_BODY.contains(context.request().method())
                && request.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null) {
            // read when the stream is made, in the next line
            context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
            request.setEntityStream(new Limited(request.getEntityStream(), context));
        }
    }

    private final class Limited extends FilterInputStream {
        private final RoutingContext context;
        private final long most;
        private long taken;

        Limited(InputStream body, RoutingContext context) {
            super(body);
            this.context = context;
            this.most = limits.maxBytes(context);
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
            if (taken > most) {
                // what follows is not read: the connection cannot be used again
                throw limits.tooLarge(context).exception().withHeader("Connection", "close");
            }
        }
    }
}
