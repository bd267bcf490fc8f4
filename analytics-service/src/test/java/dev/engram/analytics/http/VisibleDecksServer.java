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

/** Shows every deck, as card-service would if all were public, but those that a test hides. */
final class VisibleDecksServer {
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final Set<String> HIDDEN = ConcurrentHashMap.newKeySet();

    private VisibleDecksServer() {}

    /** Starts one that runs as long as the tests. */
    static URI start() {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/internal/visible-decks", VisibleDecksServer::answer);
            server.start();
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void hide(Object deckId) {
        HIDDEN.add(deckId.toString());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var visible = ID.matcher(asked)
                .results()
                .map(found -> found.group())
                .filter(id -> !HIDDEN.contains(id))
                .map(id -> '"' + id + '"')
                .collect(Collectors.joining(",", "{\"visible\":[", "]}"));
        var bytes = visible.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
