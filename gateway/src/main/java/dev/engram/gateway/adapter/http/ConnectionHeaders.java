package dev.engram.gateway.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Locale;
import java.util.Set;

/** Drops the headers that a client's {@code Connection} header names (RFC 9110, 7.6.1); the proxy drops the standard ones itself. */
final class ConnectionHeaders implements ProxyInterceptor {
    /** Never dropped: they say where a request goes and how long it is. */
    private static final Set<String> NEEDED = Set.of("host", "content-length");

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        for (var value : request.proxiedRequest().headers().getAll(HttpHeaders.CONNECTION)) {
            for (var name : value.split(",")) {
                var header = name.strip().toLowerCase(Locale.ROOT);
                if (!header.isEmpty() && !NEEDED.contains(header)) {
                    request.headers().remove(header);
                }
            }
        }
        return context.sendRequest();
    }
}
