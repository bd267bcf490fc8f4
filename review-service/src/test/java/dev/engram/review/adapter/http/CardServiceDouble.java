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
    private final Map<String, String> codes = new ConcurrentHashMap<>();
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
            server.createContext("/internal/visible-decks", exchange -> cards.answer(exchange, cards::decks));
            server.createContext("/internal/decks/", exchange -> cards.answer(exchange, cards::decks));
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

    /** Who has the code may see the deck. */
    public void opensDeck(Object deckId, String code) {
        codes.put(deckId.toString(), code);
    }

    /** Nobody may see the deck any more. */
    public void hidesDeck(Object deckId) {
        decks.remove(deckId.toString());
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
        if (answer.status() == 204) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
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

    private Answer decks(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = json.readTree(exchange.getRequestBody());
        if (path.endsWith("/visible-decks")) {
            List<String> visible = new ArrayList<>();
            for (var id : body.get("deckIds")) {
                if (decks.contains(id.textValue())) {
                    visible.add(id.textValue());
                }
            }
            return new Answer(200, Map.of("visible", visible));
        }
        var id = path.split("/")[3];
        if (!body.get("code").textValue().equals(codes.get(id))) {
            return new Answer(404, Map.of("type", "urn:engram:problem:not-found", "status", 404));
        }
        decks.add(id);
        return new Answer(204, Map.of());
    }
}
