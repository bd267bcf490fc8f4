package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.Ids;
import dev.engram.kit.auth.Role;
import dev.engram.system.RunningStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Somebody with a session, a personal access token, a private deck with a join code, a cohort, and a review, whom callers of the tests are not.
 *
 * @param token an access token of the person, who is an author and a teacher too
 * @param personalToken a personal access token that covers no call of the document
 * @param ids by the name that they have in addresses and answers
 */
record OtherPerson(String token, String personalToken, Map<String, String> ids) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USERNAME = "learner";
    private static final String TITLE = "Notes of my own";
    private static final String TEXT = "What do I alone know?";

    /** What nobody else may be told. */
    private static final List<String> PRIVATE =
            List.of("deckId", "cardId", "reviewId", "cohortId", "fitId", "session", "access-token");

    static OtherPerson in(RunningStack running, HttpClient http) throws Exception {
        var calls = new Calls(running.stack().url(), http);
        var signedIn = calls.post(
                "/tokens", "", JSON.createObjectNode().put("username", USERNAME).put("password", "learn-transformers"));
        var client = signedIn.get("token").asText();
        var learner = UUID.fromString(signedIn.get("learnerId").asText());
        var author = running.tokens()
                .token(learner.toString(), Set.of(Role.LEARNER_GROUP, Role.AUTHOR_GROUP, Role.TEACHER_GROUP));
        var ids = new TreeMap<String, String>();
        ids.put("username", USERNAME);
        ids.put("session", calls.get("/sessions", client).at("/sessions/0/id").asText());
        var wanted = JSON.createObjectNode()
                .put("name", "a script")
                .put(
                        "expiresAt",
                        Instant.now()
                                .plus(1, ChronoUnit.DAYS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        wanted.putArray("scopes").add("metrics:read");
        var personal = calls.post("/access-tokens", client, wanted);
        ids.put("access-token", personal.get("id").asText());
        var named = JSON.createObjectNode();
        named.putArray("path").add(TITLE);
        var deck = calls.post("/decks", author, named).get("deckId").asText();
        ids.put("deckId", deck);
        var card = JSON.createObjectNode().put("question", TEXT);
        card.putObject("answer").put("text", "This");
        ids.put(
                "cardId",
                calls.post("/decks/" + deck + "/cards", author, card)
                        .get("cardId")
                        .asText());
        calls.post("/decks/" + deck + "/join-code", author, JSON.createObjectNode());
        var cohort = JSON.createObjectNode().put("name", TITLE).put("deckId", deck);
        ids.put(
                "cohortId",
                calls.post("/cohorts", author, cohort).get("cohortId").asText());
        ids.put("fitId", calls.post("/fits", author).get("fitId").asText());
        ids.put("reviewId", Ids.v7().toString());
        var batch = JSON.createObjectNode();
        batch.putArray("reviews")
                .addObject()
                .put("reviewId", ids.get("reviewId"))
                .put("cardId", ids.get("cardId"))
                .put("rating", "GOOD")
                .put("reviewedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("clientId", "roles")
                .put("clientSeq", 0);
        assertThat(calls.post("/reviews", author, batch).at("/results/0/status").asText())
                .isEqualTo("ACCEPTED");
        return new OtherPerson(author, personal.get("token").asText(), Map.copyOf(ids));
    }

    /** What an answer to somebody else contains of this person; empty where it should. */
    List<String> found(String answer) {
        var found = PRIVATE.stream().map(ids::get).filter(answer::contains).toList();
        return answer.contains(TITLE) || answer.contains(TEXT) ? List.of(answer) : found;
    }

    /** All that is theirs, as they see it; the same as long as nobody else has changed it. */
    String belongings(RunningStack running, HttpClient http) throws Exception {
        var calls = new Calls(running.stack().url(), http);
        var deck = "/decks/" + ids.get("deckId");
        var sessions = calls.get("/sessions", token).findValuesAsText("id");
        var tokens = calls.get("/access-tokens", token).findValuesAsText("id");
        assertThat(sessions).contains(ids.get("session"));
        assertThat(tokens).contains(ids.get("access-token"));
        var reviews = calls.get("/reviews?cardId=" + ids.get("cardId"), token).toString();
        assertThat(reviews).contains(ids.get("reviewId"));
        return calls.get(deck, token) + "\n" + calls.get(deck + "/cards", token) + "\n"
                + calls.get(deck + "/shares", token) + "\n" + calls.get("/decks/memberships", token) + "\n"
                + calls.get("/cohorts/" + ids.get("cohortId"), token) + "\n" + reviews;
    }

    private record Calls(URI gateway, HttpClient http) {
        JsonNode get(String path, String token) throws Exception {
            return send(HttpRequest.newBuilder(gateway.resolve("/api/v1" + path)), token);
        }

        JsonNode post(String path, String token, ObjectNode body) throws Exception {
            var request = HttpRequest.newBuilder(gateway.resolve("/api/v1" + path))
                    .header("Content-Type", "application/json")
                    .header("If-Match", "\"1\"")
                    .POST(BodyPublishers.ofString(body.toString()));
            return send(request, token);
        }

        JsonNode post(String path, String token) throws Exception {
            return send(
                    HttpRequest.newBuilder(gateway.resolve("/api/v1" + path)).POST(BodyPublishers.noBody()), token);
        }

        private JsonNode send(HttpRequest.Builder request, String token) throws Exception {
            request.timeout(Duration.ofSeconds(20));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer + " " + answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        }
    }
}
