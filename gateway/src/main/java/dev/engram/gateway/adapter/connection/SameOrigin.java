package dev.engram.gateway.adapter.connection;

import dev.engram.kit.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** A page of another site can make a browser send the cookie, but not say that the request comes from ours. */
public final class SameOrigin {
    /** The cookie of a page that is signed in. */
    public static final String COOKIE = "__Host-engram";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    /** Whether a request with the cookie may do what it asks for. */
    public static boolean isGiven(HttpServerRequest request) {
        if (READING.contains(request.method().name())) {
            return true;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return site == null
                ? origin != null
                        && origin.matches("https?://.*")
                        && authority(origin).equals(request.getHeader(HttpHeaders.HOST))
                : site.equals("same-origin");
    }

    private static String authority(String origin) {
        return origin.substring(origin.indexOf("//") + 2);
    }

    /** What is answered where it is not. */
    public static Problem problem() {
        return Problem.of(403, "cross-site-request", "This request does not come from a page of this installation")
                .withDetail(
                        "With a cookie, what changes something needs Sec-Fetch-Site: same-origin, or an Origin that is the Host");
    }
}
