package dev.engram.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * Clients who send what breaks rules, and what is allowed but heavy: a seeded mixture of requests to the gateway of a stack.
 * Connections that are left open are counted and closed, the oldest first.
 */
final class HostileClients {

    private static final int HELD_OPEN = 128;
    private static final int RAW_MILLIS = 3_000;
    private static final int LONGEST_PAUSE_MILLIS = 600;
    private static final int LEARNERS = 6;
    private static final int AUTHORS = 3;

    /** @param allowed whether the server may answer this status; closing and silence count as statuses below 100 */
    private record Kind(String name, int weight, StatusRule allowed, Attack attack) {}

    private interface Attack {
        int send(Random random) throws IOException, InterruptedException;
    }

    private interface StatusRule {
        boolean allows(int status);
    }

    /** Refused with a problem of the client, closed or left without an answer; never an internal error, never done. */
    private static final StatusRule REFUSED = status ->
            status < 100 || (status >= 400 && status < 500) || status == 503 || status == 501 || status == 505;

    /** Done, or refused because it is too much at a time. */
    private static final StatusRule SERVED = status -> status == 200
            || status == 201
            || status == 409
            || status == 412
            || status == 422
            || status == 429
            || status == 503
            || status < 100;

    private final RunningStack running;
    private final URI gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<UUID> learners = new ArrayList<>();
    private final List<UUID> authors = new ArrayList<>();
    private final Deque<RawConnection> held = new ArrayDeque<>();
    private final Map<String, Map<Integer, Integer>> statuses = new ConcurrentHashMap<>();
    private final List<String> notAllowed = Collections.synchronizedList(new ArrayList<>());
    private final List<Kind> kinds = new ArrayList<>();
    private String bigDeck = "";
    private String bigFile = "";
    private List<String> cards = List.of();

    HostileClients(RunningStack running) {
        this.running = running;
        this.gateway = running.stack().url();
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(UUID.randomUUID());
        }
        for (int i = 0; i < AUTHORS; i++) {
            authors.add(UUID.randomUUID());
        }
        broken();
        heavy();
    }

    /** Imports a deck of {@code size} cards and has every hostile learner join it and answer some of its cards. */
    void prepare(int size) throws IOException, InterruptedException {
        bigFile = deckFile("Heavy deck", size, "");
        var author = running.tokens().author(authors.getFirst());
        bigDeck = Api.patiently(
                        Duration.ofSeconds(120),
                        () -> running.api().post("/decks/import", author, "text/plain", bigFile))
                .body()
                .get("deckId")
                .asText();
        cards = cardsOfFirstPage(author);
        for (var learner : learners) {
            var token = running.tokens().learner(learner);
            Api.patiently(Duration.ofSeconds(60), () -> running.api().put("/decks/" + bigDeck + "/membership", token));
        }
    }

    private List<String> cardsOfFirstPage(String token) throws IOException, InterruptedException {
        return Api.patiently(Duration.ofSeconds(30), () -> running.api().get("/decks/" + bigDeck + "/cards", token))
                .body()
                .get("cards")
                .valueStream()
                .map(card -> card.get("cardId").asText())
                .toList();
    }

    /** @param note changes every answer */
    static String deckFile(String title, int cards, String note) {
        var file = new StringBuilder(title).append('\n');
        for (int i = 0; i < cards; i++) {
            file.append("What is fact number ").append(i).append(" of the heavy deck?\n");
            file.append("topic").append(i % 50).append('\n');
            file.append("It is the answer with the number ")
                    .append(i)
                    .append(note)
                    .append(".\n");
        }
        return file.toString();
    }

    /** Sends {@code requests} requests with {@code clients} clients at a time. */
    void send(int requests, int clients, long seed) throws InterruptedException {
        var weights = new ArrayList<Kind>();
        kinds.forEach(kind -> weights.addAll(Collections.nCopies(kind.weight(), kind)));
        var next = new AtomicInteger();
        var done = new CountDownLatch(clients);
        for (int client = 0; client < clients; client++) {
            Thread.ofVirtual().start(() -> {
                for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                    var random = new Random(seed + number);
                    pause(random);
                    send(weights.get(random.nextInt(weights.size())), random);
                }
                done.countDown();
            });
        }
        done.await();
        closeAllHeld();
    }

    /** As scripts do that are not alone on a machine: without it the clients of this test would take the processor of the stack. */
    private static void pause(Random random) {
        try {
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Kind kind, Random random) {
        int status;
        try {
            status = kind.attack().send(random);
        } catch (IOException closed) {
            status = RawConnection.CLOSED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        statuses.computeIfAbsent(kind.name(), _ -> Collections.synchronizedMap(new TreeMap<>()))
                .merge(status, 1, Integer::sum);
        if (!kind.allowed().allows(status)) {
            notAllowed.add(kind.name() + " was answered " + status);
        }
    }

    /** What was answered with a status that its kind does not allow. */
    List<String> notAllowed() {
        return List.copyOf(notAllowed);
    }

    int sent() {
        return statuses.values().stream()
                .flatMap(each -> each.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How often each kind was answered with each status, a line for each kind. */
    String table() {
        var table = new StringBuilder();
        new TreeMap<>(statuses).forEach((kind, counts) -> table.append("%-34s %s%n".formatted(kind, counts)));
        return table.toString();
    }

    List<String> kindsNeverSent() {
        return kinds.stream()
                .map(Kind::name)
                .filter(name -> !statuses.containsKey(name))
                .toList();
    }

    private void kind(String name, int weight, StatusRule allowed, Attack attack) {
        kinds.add(new Kind(name, weight, allowed, attack));
    }

    private void broken() {
        kind(
                "upgrade to websocket",
                30,
                REFUSED,
                random -> raw(
                        "GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        kind(
                "upgrade to h2c",
                5,
                status -> true,
                random -> raw("GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"));
        kind(
                "unfinished body without token",
                30,
                REFUSED,
                random -> hold("POST /api/v1/reviews HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 9\r\n\r\n{"));
        kind(
                "unfinished body of a learner",
                20,
                REFUSED,
                random -> hold("POST /api/v1/reviews HTTP/1.1\r\n"
                        + "Host: localhost\r\nAuthorization: Bearer " + learner(random) + "\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + (9 + random.nextInt(2_000_000))
                        + "\r\n\r\n{"));
        kind(
                "unfinished import",
                10,
                REFUSED,
                random -> hold("POST /api/v1/decks/import HTTP/1.1\r\n"
                        + "Host: localhost\r\nAuthorization: Bearer " + author(random) + "\r\n"
                        + "Content-Type: text/plain\r\nContent-Length: 4000000\r\n\r\nTitle\n"));
        kind(
                "half a header of 18 KB",
                30,
                REFUSED,
                random -> hold("GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(18_000)));
        kind("connection without a byte", 20, REFUSED, random -> hold(""));
        kind(
                "body of two lengths",
                10,
                REFUSED,
                random -> raw("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Length: 2\r\nContent-Length: 40\r\nContent-Type: application/json\r\n\r\n{}"));
        kind(
                "length and chunks",
                10,
                REFUSED,
                random -> raw(
                        "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n0\r\n\r\n"));
        kind(
                "broken escape in the address",
                20,
                REFUSED,
                random -> raw("GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        kind("no host", 10, REFUSED, random -> raw("GET /api/v1/queue HTTP/1.1\r\nConnection: close\r\n\r\n"));
        kind(
                "foreign host",
                10,
                REFUSED,
                random -> raw("GET /api/v1/queue HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
        kind("random bytes", 10, REFUSED, random -> {
            var bytes = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(bytes);
            try (var connection = new RawConnection(gateway)) {
                return connection.send(bytes).status(500);
            }
        });
        kind("sign-in given up", 20, REFUSED, random -> {
            try (var connection = new RawConnection(gateway)) {
                connection.send("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 60\r\n\r\n{\"username\":");
            }
            return RawConnection.CLOSED;
        });
        kind(
                "sign-in with a wrong password",
                5,
                REFUSED,
                random -> http(
                        "POST",
                        "/tokens",
                        "",
                        "application/json",
                        "{\"username\":\"nobody" + random.nextInt(1_000) + "\",\"password\":\"wrong\"}"));
        kind("answer not read", 20, status -> true, random -> {
            try (var connection = new RawConnection(gateway)) {
                connection.send("GET /api/v1/decks/" + bigDeck + "/cards HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + learner(random) + "\r\n\r\n");
            }
            return RawConnection.CLOSED;
        });
        kind("token that is none", 20, REFUSED, random -> http("GET", "/queue", "x" + random.nextLong(), "", ""));
        kind("unknown parameter", 20, REFUSED, random -> http("GET", "/queue?limt=5", learner(random), "", ""));
        kind(
                "switch without a value",
                10,
                REFUSED,
                random -> http("POST", "/decks/import?dryRun", author(random), "text/plain", deckFile("Never", 2, "")));
        kind(
                "misspelt switch",
                10,
                REFUSED,
                random -> http(
                        "POST", "/decks/import?dry_run=true", author(random), "text/plain", deckFile("Never", 2, "")));
        kind(
                "misspelt field",
                20,
                REFUSED,
                random -> http(
                        "POST",
                        "/decks/" + bigDeck + "/cards",
                        author(random),
                        "application/json",
                        "{\"question\":\"Q?\",\"tags\":[\"a\"],\"anwser\":{\"text\":\"x\"}}"));
        kind(
                "charset other than UTF-8",
                10,
                REFUSED,
                random -> http(
                        "POST",
                        "/decks/import",
                        author(random),
                        "text/plain; charset=utf-16",
                        deckFile("Never", 2, "")));
        kind(
                "deep JSON",
                20,
                REFUSED,
                random -> http("POST", "/reviews", learner(random), "application/json", "[".repeat(50_000)));
        kind(
                "operators of the database",
                10,
                REFUSED,
                random ->
                        http("POST", "/reviews", learner(random), "application/json", "{\"reviews\":{\"$gt\":\"\"}}"));
        kind(
                "doubled keys",
                10,
                REFUSED,
                random -> http(
                        "POST", "/reviews", learner(random), "application/json", "{\"reviews\":[],\"reviews\":[]}"));
        kind(
                "bytes that are no UTF-8",
                10,
                REFUSED,
                random -> http("POST", "/reviews", learner(random), "application/json", new byte[] {
                    '{', '"', (byte) 0xc3, '"', ':', '1', '}'
                }));
        kind("compressed body", 10, REFUSED, random -> {
            var request = request("/reviews", learner(random))
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(zeros()));
            return http(request);
        });
        kind(
                "an answer of two million words",
                2,
                REFUSED,
                random -> http(
                        "POST",
                        "/decks/import?dryRun=true",
                        author(random),
                        "text/plain",
                        "Deck\nWhat is long?\nwords\n" + "a ".repeat(2_000_000)));
        kind(
                "too many bytes",
                3,
                REFUSED,
                random -> http("POST", "/reviews", learner(random), "application/json", " ".repeat(2_500_000)));
        kind(
                "a deck that is not there",
                10,
                REFUSED,
                random -> http("GET", "/decks/" + new UUID(7, random.nextLong()), learner(random), "", ""));
    }

    private void heavy() {
        kind(
                "import of 20,000 changed cards",
                1,
                SERVED,
                random -> http(
                        "POST",
                        "/decks/import?acceptWarnings=true",
                        author(random),
                        "text/plain",
                        deckFile("Heavy deck", 20_000, " " + random.nextInt(9))));
        kind(
                "dry run of 20,000 cards",
                3,
                SERVED,
                random -> http("POST", "/decks/import?dryRun=true", author(random), "text/plain", bigFile));
        kind(
                "cards of the heavy deck",
                30,
                SERVED,
                random -> http("GET", "/decks/" + bigDeck + "/cards", learner(random), "", ""));
        kind("queue of a heavy learner", 20, SERVED, random -> http("GET", "/queue?limit=5", learner(random), "", ""));
        kind("mastery of a heavy learner", 10, SERVED, random -> http("GET", "/mastery/tags", learner(random), "", ""));
        kind(
                "past mastery of a heavy learner",
                10,
                SERVED,
                random -> http("GET", "/mastery/tags?asOf=2026-06-01T00:00:00Z", learner(random), "", ""));
        kind(
                "a thousand reviews",
                5,
                SERVED,
                random -> http("POST", "/reviews", learner(random), "application/json", reviews(1_000, random)));
        kind(
                "history of a card",
                10,
                SERVED,
                random -> http(
                        "GET", "/reviews?cardId=" + cards.get(random.nextInt(cards.size())), learner(random), "", ""));
    }

    private String reviews(int count, Random random) {
        var body = Api.JSON.createObjectNode();
        var reviews = body.putArray("reviews");
        for (int i = 0; i < count; i++) {
            reviews.addObject()
                    .put("reviewId", Ids.v7().toString())
                    .put("cardId", cards.get(random.nextInt(cards.size())))
                    .put("rating", "GOOD")
                    .put(
                            "reviewedAt",
                            "2026-0" + (1 + random.nextInt(9)) + "-0" + (1 + random.nextInt(9)) + "T08:30:00Z")
                    .put("utcOffset", "+00:00")
                    .put("clientId", "script")
                    .put("clientSeq", i);
        }
        return body.toString();
    }

    /** 50 MB of zeros, compressed. */
    private static byte[] zeros() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            var block = new byte[1 << 20];
            for (int i = 0; i < 50; i++) {
                gzip.write(block);
            }
        }
        return bytes.toByteArray();
    }

    private String learner(Random random) {
        return running.tokens().learner(learners.get(random.nextInt(learners.size())));
    }

    private String author(Random random) {
        return running.tokens().author(authors.get(random.nextInt(authors.size())));
    }

    private int raw(String bytes) throws IOException {
        try (var connection = new RawConnection(gateway)) {
            return connection.send(bytes).status(RAW_MILLIS);
        }
    }

    /** Sends and leaves the connection open, until too many are. */
    private int hold(String bytes) throws IOException {
        var connection = new RawConnection(gateway).send(bytes);
        RawConnection oldest;
        synchronized (held) {
            held.addLast(connection);
            oldest = held.size() > HELD_OPEN ? held.removeFirst() : null;
        }
        if (oldest == null) {
            return RawConnection.SILENT;
        }
        try (oldest) {
            return oldest.status(1);
        }
    }

    private void closeAllHeld() {
        synchronized (held) {
            for (var connection : held) {
                try {
                    connection.close();
                } catch (IOException closedAlready) {
                    // nothing is left to close
                }
            }
            held.clear();
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(gateway.resolve("/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private int http(String method, String path, String token, String type, String body)
            throws IOException, InterruptedException {
        return http(method, path, token, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private int http(String method, String path, String token, String type, byte[] body)
            throws IOException, InterruptedException {
        var request = request(path, token);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http(
                request.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }

    /** Refusals are problem documents. */
    private int http(HttpRequest.Builder request) throws IOException, InterruptedException {
        var built = request.build();
        var answer = http.send(built, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 400
                && !isProblem(answer.headers().firstValue("Content-Type").orElse(""), answer.body())) {
            notAllowed.add(built.method() + " " + built.uri().getPath() + " was answered " + answer.statusCode()
                    + " without a problem document");
        }
        return answer.statusCode();
    }

    private static boolean isProblem(String type, byte[] body) throws IOException {
        JsonNode problem = type.startsWith("application/problem+json") ? Api.JSON.readTree(body) : null;
        return problem != null && problem.hasNonNull("type") && problem.hasNonNull("title");
    }
}
