package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.stack.StackPart;
import dev.engram.local.LogRotation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the logs of the running stack say of requests, and what they do not say of people. */
class LogContentsTest {
    private static RunningStack running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.shared();
    }

    private static String marked(String kind) {
        return kind + "Marked" + UUID.randomUUID().toString().replace("-", "");
    }

    private static HttpResponse<String> send(
            String method, String path, String token, String type, String body, String id)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(running.stack().url().resolve("/api/v1" + path))
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", type)
                            .header("X-Request-Id", id)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void shouldAnswerWithTheIdOfTheRequestWhoeverAnswers() throws Exception {
        // given
        var id = UUID.randomUUID().toString();
        var token = running.newLearner().token().get();
        for (var path :
                List.of("/decks/" + UUID.randomUUID(), "/queue?limit=many", "/mastery/tags?limit=many", "/tokens")) {
            // when
            var answer = send("GET", path, token, "application/json", "", id);
            // then
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
            assertThat(answer.headers().allValues("X-Request-Id")).as(path).containsExactly(id);
            assertThat(Api.JSON.readTree(answer.body()).path("requestId").asText())
                    .as(path)
                    .isEqualTo(id);
        }
    }

    @Test
    void shouldHoldNothingPersonal() throws Exception {
        // given
        var name = marked("name");
        var password = marked("password");
        var question = marked("question");
        var answered = marked("answer");
        var damaged = marked("damaged");
        var author = UUID.randomUUID();
        var learner = running.newLearner();
        var tokens = List.of(running.tokens().author(author), learner.token().get(), damaged + ".eyJhIjoxfQ.c2ln");
        var id = UUID.randomUUID().toString();
        var deckId = running.importTransformers();
        // when: signing in, authoring and learning, rightly and wrongly
        send("POST", "/tokens", "", "application/json", credentials(name, password), id);
        send("POST", "/tokens", "", "application/json", credentials(name, password) + "}", id);
        send(
                "POST",
                "/decks/import",
                tokens.getFirst(),
                "text/plain",
                "Title\nIs %s a question?\n%s\n#tag\n".formatted(question, answered),
                id);
        send("POST", "/decks/import", tokens.getFirst(), "text/plain", question, id);
        send("POST", "/decks", tokens.getFirst(), "application/json", "{\"title\": \"" + question + "\"}", id);
        send("PUT", "/decks/" + deckId.id() + "/membership", tokens.get(1), "application/json", "", id);
        var review = "{\"reviews\": [{\"reviewId\": \"%s\", \"cardId\": \"%s\", \"rating\": \"%s\", \"at\": \"%s\"}]}";
        for (var rating : List.of("GOOD", answered)) {
            send(
                    "POST",
                    "/reviews",
                    tokens.get(1),
                    "application/json",
                    review.formatted(id, deckId.cards().getFirst(), rating, Instant.now()),
                    id);
        }
        for (var token : tokens) {
            for (var path :
                    List.of("/queue", "/plan", "/mastery/tags", "/mastery/" + question, "/decks?x=" + question)) {
                send("GET", path, token, "application/json", "", id);
            }
        }
        // then
        var personal = new ArrayList<>(tokens);
        personal.addAll(List.of(
                name,
                password,
                question,
                answered,
                damaged,
                author.toString(),
                learner.id().toString()));
        for (var part : StackPart.values()) {
            var log = running.stack().process(part).log();
            for (var file : List.of(log, LogRotation.older(log, 1), LogRotation.older(log, 2))) {
                if (Files.exists(file)) {
                    assertThat(Files.readString(file, StandardCharsets.UTF_8))
                            .as(file.toString())
                            .doesNotContain(personal.toArray(String[]::new));
                }
            }
            assertThat(log).exists();
        }
    }

    private static String credentials(String name, String password) {
        return "{\"username\": \"" + name + "\", \"password\": \"" + password + "\"}";
    }
}
