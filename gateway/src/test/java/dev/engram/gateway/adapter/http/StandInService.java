package dev.engram.gateway.adapter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server at the address of a service: remembers what reaches it, gives the answers it is set to. */
final class StandInService implements AutoCloseable {
    /** A request as it came. */
    record Arrived(String method, String uri, Map<String, List<String>> headers, String body) {}

    /** How to answer. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> answer(exchange, 200, "application/json", "{\"ok\":true}");

    StandInService(URI address) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", address.getPort()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    void answers(Answer next) {
        answer = next;
    }

    List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        arrived.add(new Arrived(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        answer.to(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
