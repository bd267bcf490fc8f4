package dev.engram.gateway.adapter.http;

import dev.engram.kit.problem.HttpDoor;
import dev.engram.kit.problem.HttpProblems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds sign-in to a small body. Anybody may send one, without a token, and it is read into memory: at the limit for deck
 * files a dozen at a time would end the process.
 */
@ApplicationScoped
class SignInBody {
    /** A name of 64 and a password of 72 bytes, escaped, with room to spare. */
    private static final int MAX_BYTES = 8 << 10;

    /** Before JAX-RS and the routes to services. */
    private static final int ORDER = 50;

    private final HttpDoor door;

    SignInBody(HttpDoor door) {
        this.door = door;
    }

    void routes(@Observes Router router) {
        router.route("/api/v1/tokens").order(ORDER).handler(this::check);
    }

    private void check(RoutingContext context) {
        var headers = context.request().headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            var problem = HttpProblems.of(411).withField("Content-Length", "must say how many bytes the body has");
            door.answer(context, problem, Map.of("Connection", "close"));
        } else if (isTooLong(headers.get(HttpHeaders.CONTENT_LENGTH))) {
            var problem = HttpProblems.of(413)
                    .withDetail("To sign in takes at most " + MAX_BYTES + " bytes")
                    .withField("body", "at most " + MAX_BYTES + " bytes")
                    .with("maxBytes", MAX_BYTES);
            door.answer(context, problem, Map.of("Connection", "close"));
        } else {
            context.next();
        }
    }

    /** What is no number has been refused before. */
    private static boolean isTooLong(@Nullable String length) {
        return length != null && Long.parseLong(length) > MAX_BYTES;
    }
}
