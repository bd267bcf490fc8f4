package dev.engram.analytics.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows every deck and lets everybody edit it, but those whose ids a test has posted to {@code /hidden} or {@code /not-edited}: the
 * tests run in another class loader.
 */
final class VisibleDecksServer {
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final Set<String> HIDDEN = ConcurrentHashMap.newKeySet();

    private static final Set<String> NOT_EDITED = ConcurrentHashMap.newKeySet();

    private VisibleDecksServer() {}

    /** Starts one that runs as long as the tests. */
    static URI start() {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/internal/visible-decks", VisibleDecksServer::answer);
            server.createContext("/hidden", exchange -> note(exchange, HIDDEN));
            server.createContext("/not-edited", exchange -> note(exchange, NOT_EDITED));
            server.start();
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void note(HttpExchange exchange, Set<String> ids) throws IOException {
        ids.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var visible = ids(asked, Set.of());
        var editable = ids(asked, NOT_EDITED);
        var bytes = "{\"visible\":[%s],\"editable\":[%s]}"
                .formatted(visible, editable)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private static String ids(String asked, Set<String> without) {
        return ID.matcher(asked)
                .results()
                .map(found -> found.group())
                .filter(id -> !HIDDEN.contains(id) && !without.contains(id))
                .map(id -> '"' + id + '"')
                .collect(Collectors.joining(","));
    }
}
