package dev.engram.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers requests of the API as a test wants, and remembers them. */
final class GatewayStub implements AutoCloseable {
    private record Answer(int status, String body, Map<String, String> headers) {}

    /** A request: method and path without {@code /api/v1}, body, query, and If-Match. */
    record Request(String line, String body, String query, String ifMatch) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> received = new CopyOnWriteArrayList<>();

    GatewayStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().getPath().substring("/api/v1".length());
            var request = new Request(
                    exchange.getRequestMethod() + " " + path,
                    body,
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
            received.add(request);
            var answer = answers.getOrDefault(request.line(), new Answer(404, "{\"title\":\"Not found\"}", Map.of()));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        answer("POST /tokens", 200, "{\"token\":\"t\"}");
    }

    void answer(String request, int status, String body) {
        answer(request, status, body, Map.of());
    }

    void answer(String request, int status, String body, Map<String, String> headers) {
        answers.put(request, new Answer(status, body, headers));
    }

    /** The requests of this kind, oldest first. */
    List<Request> received(String line) {
        return received.stream().filter(request -> request.line().equals(line)).toList();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
