package dev.engram.kit.logging;

import dev.engram.events.Ids;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of a request: the same in its answer, its log lines, the calls to other services and the events that it leads to. */
public final class RequestId {
    /** The header of requests and answers. */
    public static final String HEADER = "X-Request-Id";

    /** Its key in log lines and its member in problem documents. */
    public static final String KEY = "requestId";

    /** Long enough to be unique, and nothing that could pass for a line or a key of the log. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private RequestId() {}

    /** The id of the request that this thread works for; null if it works for none. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /** The id of a request that a service has begun to answer. */
    public static @Nullable String of(HttpServerRequest request) {
        return request.getHeader(HEADER);
    }

    /** {@code given} by the client, if it has the form of an id, else a new one. */
    static String accept(@Nullable String given) {
        return given != null && FORM.matcher(given).matches() ? given : Ids.v7().toString();
    }
}
