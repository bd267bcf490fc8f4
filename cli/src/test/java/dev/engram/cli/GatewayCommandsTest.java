package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.demo.DemoScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for everybody, against a gateway that answers what a test wants. */
class GatewayCommandsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FORBIDDEN =
            "{\"type\":\"urn:engram:problem:forbidden\",\"title\":\"Not allowed\",\"status\":403}";
    private static final String NOTHING = "{\"caughtUp\":true,\"reviews\":[]}";

    @TempDir
    private Path folder;

    private GatewayStub gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new GatewayStub();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Commands.Ran run(String... arguments) throws IOException, InterruptedException {
        return Commands.runWith(Map.of("ENGRAM_URL", gateway.url().toString()), arguments);
    }

    @Test
    void shouldNameTheFolderThatIsNoDeckFile() {
        // when
        var ran = Commands.run("import", folder);
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("cannot read " + folder + ": it is a folder.", "import decks/transformers.txt");
        assertThat(Commands.run("import", folder.resolve("absent")).err())
                .contains("cannot read " + folder.resolve("absent") + ": there is no such file");
    }

    @Test
    void shouldSayWhichRoleAnImportNeeds() throws Exception {
        // given
        gateway.answer("POST /decks/import", 403, FORBIDDEN);
        // when
        var ran = run(
                "import",
                "--as",
                "learner",
                Files.writeString(folder.resolve("deck.txt"), "x").toString());
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("learner may not import", "role author", "--as author", "ENGRAM_PASSWORD");
    }

    @Test
    void shouldSayHowToGiveThePassword() throws Exception {
        // given
        gateway.answer("POST /tokens", 401, "{\"title\":\"Username or password is wrong\"}");
        // when
        var ran =
                run("import", Files.writeString(folder.resolve("deck.txt"), "x").toString());
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("author cannot sign in", "ENGRAM_PASSWORD", "--as");
    }

    @Test
    void shouldFailWithTheReasonWhereAReviewOfTheDemoIsRejected() throws Exception {
        // given
        prepareDemo(Instant.now(), NOTHING);
        gateway.answer("POST /reviews", 200, """
                {"results": [{"status": "ACCEPTED"},
                  {"status": "REJECTED", "problem": {"title": "Time ahead", "detail": "the server's clock shows 2024."}}]}
                """);
        // when
        var ran = run("demo");
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualToIgnoringNewLines("engram: 1 of 2 reviews of batch phone-1 were rejected:"
                        + " Time ahead. the server's clock shows 2024.");
    }

    @Test
    void shouldPlayTheDemoInTheWeeksBeforeTheTimeOfTheServer() throws Exception {
        // given
        var now = Instant.parse("2024-11-28T09:00:00Z");
        prepareDemo(now, NOTHING);
        // when
        run("demo");
        // then
        var asWritten = DemoScript.load().batches().getFirst().reviews().getFirst();
        var sent = sentFirst();
        var moved = Duration.between(time(asWritten, "reviewedAt"), time(sent, "reviewedAt"));
        assertThat(moved.toMillis() % Duration.ofDays(1).toMillis()).isZero();
        assertThat(Instant.parse(DemoScript.load().asOf()).plus(moved)).isEqualTo("2024-11-28T08:00:00Z");
        assertThat(sent.path("reviewId")).isEqualTo(asWritten.path("reviewId"));
    }

    @Test
    void shouldKeepTheDaysOfTheDemoThatWasPlayedFirst() throws Exception {
        // given
        var asWritten = DemoScript.load().batches().getFirst().reviews().getFirst();
        var first = JSON.createObjectNode().put("caughtUp", true);
        first.putArray("reviews")
                .addObject()
                .put("reviewId", asWritten.path("reviewId").asText())
                .put(
                        "reviewedAt",
                        time(asWritten, "reviewedAt").plus(Duration.ofDays(3)).toString());
        prepareDemo(Instant.now(), first.toString());
        // when
        run("demo");
        // then
        assertThat(time(sentFirst(), "reviewedAt"))
                .isEqualTo(time(asWritten, "reviewedAt").plus(Duration.ofDays(3)));
    }

    private static Instant time(JsonNode review, String field) {
        return Instant.parse(review.path(field).asText());
    }

    private JsonNode sentFirst() throws IOException {
        return JSON.readTree(gateway.received("POST /reviews").getFirst().body())
                .at("/reviews/0");
    }

    /** Everything up to the first batch of reviews. */
    private void prepareDemo(Instant now, String history) throws IOException {
        var questions = new TreeMap<Integer, String>();
        DemoScript.load().batches().stream()
                .map(DemoScript.Batch::reviews)
                .flatMap(List::stream)
                .forEach(review -> questions.put(
                        review.path("card").asInt(), review.path("question").asText()));
        ObjectNode cards = JSON.createObjectNode();
        var all = cards.putArray("cards");
        questions.forEach((number, question) -> all.addObject()
                .put("ordinal", number - 1)
                .put("cardId", "card-" + number)
                .put("question", question));
        gateway.answer("POST /decks/import", 200, "{\"deckId\":\"d\",\"position\":\"p\"}");
        gateway.answer("GET /decks/d/cards", 200, cards.toString());
        gateway.answer("PUT /decks/d/visibility", 200, "{\"visibility\":\"PUBLIC\"}");
        gateway.answer("PUT /decks/d/membership", 200, "{\"position\":\"p\"}");
        gateway.answer("GET /reviews", 200, history);
        gateway.answer("GET /queue", 200, "{\"caughtUp\":true,\"asOf\":\"" + now + "\"}");
    }
}
