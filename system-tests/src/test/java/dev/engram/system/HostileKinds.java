package dev.engram.system;

import dev.engram.events.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** What breaks rules, and what is allowed but heavy: kinds of requests with what may be answered to them. */
final class HostileKinds {

    private static final int LEARNERS = 6;
    private static final int AUTHORS = 3;

    /** @param allowed whether the server may answer this status; closing and silence count as statuses below 100 */
    record Kind(String name, int weight, StatusRule allowed, Attack attack) {}

    interface Attack {
        int send(Random random) throws IOException, InterruptedException;
    }

    interface StatusRule {
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
    private final HostileRequests requests;
    private final List<UUID> learners = new ArrayList<>();
    private final List<UUID> authors = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private String bigDeck = "";
    private String bigFile = "";
    private List<String> cards = List.of();

    HostileKinds(RunningStack running, HostileRequests requests) {
        this.running = running;
        this.requests = requests;
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(UUID.randomUUID());
        }
        for (int i = 0; i < AUTHORS; i++) {
            authors.add(UUID.randomUUID());
        }
        broken();
        heavy();
    }

    List<Kind> all() {
        return List.copyOf(kinds);
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
        running.api().publish(bigDeck, author);
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

    private void kind(String name, int weight, StatusRule allowed, Attack attack) {
        kinds.add(new Kind(name, weight, allowed, attack));
    }

    private void broken() {
        kind(
                "upgrade to websocket",
                30,
                REFUSED,
                random -> requests.raw(
                        "GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        kind(
                "upgrade to h2c",
                5,
                status -> true,
                random -> requests.raw(
                        "GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"));
        kind(
                "unfinished body without token",
                30,
                REFUSED,
                random -> requests.hold(
                        "POST /api/v1/reviews HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 9\r\n\r\n{"));
        kind(
                "unfinished body of a learner",
                20,
                REFUSED,
                random -> requests.hold("POST /api/v1/reviews HTTP/1.1\r\n"
                        + "Host: localhost\r\nAuthorization: Bearer " + learner(random) + "\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + (9 + random.nextInt(2_000_000))
                        + "\r\n\r\n{"));
        kind(
                "unfinished import",
                10,
                REFUSED,
                random -> requests.hold("POST /api/v1/decks/import HTTP/1.1\r\n"
                        + "Host: localhost\r\nAuthorization: Bearer " + author(random) + "\r\n"
                        + "Content-Type: text/plain\r\nContent-Length: 4000000\r\n\r\nTitle\n"));
        kind(
                "half a header of 18 KB",
                30,
                REFUSED,
                random -> requests.hold("GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(18_000)));
        kind("connection without a byte", 20, REFUSED, random -> requests.hold(""));
        kind(
                "body of two lengths",
                10,
                REFUSED,
                random -> requests.raw("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Length: 2\r\nContent-Length: 40\r\nContent-Type: application/json\r\n\r\n{}"));
        kind(
                "length and chunks",
                10,
                REFUSED,
                random -> requests.raw(
                        "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n0\r\n\r\n"));
        kind(
                "broken escape in the address",
                20,
                REFUSED,
                random -> requests.raw("GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        kind("no host", 10, REFUSED, random -> requests.raw("GET /api/v1/queue HTTP/1.1\r\nConnection: close\r\n\r\n"));
        kind(
                "foreign host",
                10,
                REFUSED,
                random ->
                        requests.raw("GET /api/v1/queue HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
        kind("random bytes", 10, REFUSED, random -> {
            var bytes = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(bytes);
            try (var connection = requests.connection()) {
                return connection.send(bytes).status(500);
            }
        });
        kind("sign-in given up", 20, REFUSED, random -> {
            try (var connection = requests.connection()) {
                connection.send("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 60\r\n\r\n{\"username\":");
            }
            return RawConnection.CLOSED;
        });
        kind(
                "sign-in with a wrong password",
                5,
                REFUSED,
                random -> requests.http(
                        "POST",
                        "/tokens",
                        "",
                        "application/json",
                        "{\"username\":\"nobody" + random.nextInt(1_000) + "\",\"password\":\"wrong\"}"));
        kind("answer not read", 20, status -> true, random -> {
            try (var connection = requests.connection()) {
                connection.send("GET /api/v1/decks/" + bigDeck + "/cards HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + learner(random) + "\r\n\r\n");
            }
            return RawConnection.CLOSED;
        });
        kind(
                "token that is none",
                20,
                REFUSED,
                random -> requests.http("GET", "/queue", "x" + random.nextLong(), "", ""));
        kind(
                "unknown parameter",
                20,
                REFUSED,
                random -> requests.http("GET", "/queue?limt=5", learner(random), "", ""));
        kind(
                "switch without a value",
                10,
                REFUSED,
                random -> requests.http(
                        "POST", "/decks/import?dryRun", author(random), "text/plain", deckFile("Never", 2, "")));
        kind(
                "misspelt switch",
                10,
                REFUSED,
                random -> requests.http(
                        "POST", "/decks/import?dry_run=true", author(random), "text/plain", deckFile("Never", 2, "")));
        kind(
                "misspelt field",
                20,
                REFUSED,
                random -> requests.http(
                        "POST",
                        "/decks/" + bigDeck + "/cards",
                        author(random),
                        "application/json",
                        "{\"question\":\"Q?\",\"tags\":[\"a\"],\"anwser\":{\"text\":\"x\"}}"));
        kind(
                "charset other than UTF-8",
                10,
                REFUSED,
                random -> requests.http(
                        "POST",
                        "/decks/import",
                        author(random),
                        "text/plain; charset=utf-16",
                        deckFile("Never", 2, "")));
        kind(
                "deep JSON",
                20,
                REFUSED,
                random -> requests.http("POST", "/reviews", learner(random), "application/json", "[".repeat(50_000)));
        kind(
                "operators of the database",
                10,
                REFUSED,
                random -> requests.http(
                        "POST", "/reviews", learner(random), "application/json", "{\"reviews\":{\"$gt\":\"\"}}"));
        kind(
                "doubled keys",
                10,
                REFUSED,
                random -> requests.http(
                        "POST", "/reviews", learner(random), "application/json", "{\"reviews\":[],\"reviews\":[]}"));
        kind(
                "bytes that are no UTF-8",
                10,
                REFUSED,
                random -> requests.http("POST", "/reviews", learner(random), "application/json", new byte[] {
                    '{', '"', (byte) 0xc3, '"', ':', '1', '}'
                }));
        kind("compressed body", 10, REFUSED, random -> {
            var request = requests.request("/reviews", learner(random))
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(zeros()));
            return requests.http(request);
        });
        kind(
                "an answer of two million words",
                2,
                REFUSED,
                random -> requests.http(
                        "POST",
                        "/decks/import?dryRun=true",
                        author(random),
                        "text/plain",
                        "Deck\nWhat is long?\nwords\n" + "a ".repeat(2_000_000)));
        kind(
                "too many bytes",
                3,
                REFUSED,
                random ->
                        requests.http("POST", "/reviews", learner(random), "application/json", " ".repeat(2_500_000)));
        kind(
                "a deck that is not there",
                10,
                REFUSED,
                random -> requests.http("GET", "/decks/" + new UUID(7, random.nextLong()), learner(random), "", ""));
    }

    private void heavy() {
        kind(
                "import of 20,000 changed cards",
                1,
                // on a busy machine it may take longer than the gateway waits: it is done although the client gets 504
                status -> SERVED.allows(status) || status == 504,
                random -> requests.http(
                        "POST",
                        "/decks/import?acceptWarnings=true",
                        author(random),
                        "text/plain",
                        deckFile("Heavy deck", 20_000, " " + random.nextInt(9))));
        kind(
                "dry run of 20,000 cards",
                3,
                SERVED,
                random -> requests.http("POST", "/decks/import?dryRun=true", author(random), "text/plain", bigFile));
        kind(
                "cards of the heavy deck",
                30,
                SERVED,
                random -> requests.http("GET", "/decks/" + bigDeck + "/cards", learner(random), "", ""));
        kind(
                "queue of a heavy learner",
                20,
                SERVED,
                random -> requests.http("GET", "/queue?limit=5", learner(random), "", ""));
        kind(
                "mastery of a heavy learner",
                10,
                SERVED,
                random -> requests.http("GET", "/mastery/tags", learner(random), "", ""));
        kind(
                "past mastery of a heavy learner",
                10,
                SERVED,
                random -> requests.http("GET", "/mastery/tags?asOf=2026-06-01T00:00:00Z", learner(random), "", ""));
        kind(
                "a thousand reviews",
                5,
                SERVED,
                random ->
                        requests.http("POST", "/reviews", learner(random), "application/json", reviews(1_000, random)));
        kind(
                "history of a card",
                10,
                SERVED,
                random -> requests.http(
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
}
