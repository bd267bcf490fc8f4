package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as the card service does; knows the cards and decks that a test names. */
public final class CardServiceDouble implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> cards = ConcurrentHashMap.newKeySet();
    private final Set<String> decks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lookups = new AtomicInteger();
    private final List<String> requestIds = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int failure;

    private CardServiceDouble(HttpServer server) {
        this.server = server;
    }

    /** Starts it at an address that the service under test knows. */
    public static CardServiceDouble at(URI address) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", address.getPort()), 0);
            var cards = new CardServiceDouble(server);
            server.createContext("/internal/cards/lookup", exchange -> cards.answer(exchange, cards::lookup));
            server.createContext("/api/v1/decks/", exchange -> cards.answer(exchange, cards::deck));
            server.start();
            return cards;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void knowsCard(Object cardId) {
        cards.add(cardId.toString());
    }

    public void knowsDeck(Object deckId) {
        decks.add(deckId.toString());
    }

    /** From now on everything is answered with this status; 0 ends that. */
    public void failsWith(int status) {
        failure = status;
    }

    public int lookups() {
        return lookups.get();
    }

    /** Of the calls, in their order. */
    public List<String> requestIds() {
        return List.copyOf(requestIds);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, Object body) {}

    private interface Call {
        Answer of(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        requestIds.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Request-Id")));
        var authorized = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer ");
        var answer = failure != 0
                ? new Answer(failure, Map.of())
                : authorized ? call.of(exchange) : new Answer(401, Map.of());
        var bytes = json.writeValueAsString(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private Answer lookup(HttpExchange exchange) throws IOException {
        lookups.incrementAndGet();
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (var id : json.readTree(exchange.getRequestBody()).get("cardIds")) {
            (cards.contains(id.textValue()) ? known : unknown).add(id.textValue());
        }
        return new Answer(200, Map.of("known", known, "unknown", unknown));
    }

    private Answer deck(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        var id = path.substring(path.lastIndexOf('/') + 1);
        return decks.contains(id)
                ? new Answer(200, Map.of("deckId", id))
                : new Answer(404, Map.of("type", "urn:engram:problem:not-found", "status", 404));
    }
}
