package dev.engram.card.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.card.TransformersDeck;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class ImportHttpTest {

    private static final TestTokens TOKENS = TestTokens.shared();

    private final UUID author = UUID.randomUUID();

    @Test
    void shouldGiveTheThirteenExpectedCards() throws Exception {
        // when
        var imported = as(author).body(TransformersDeck.file()).post("/import");
        imported.then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", is(1))
                .body("dryRun", is(false))
                .body("path", contains("ML", "Transformers", "Basics", "Priority Flashcards"))
                .body("counts.read", is(13))
                .body("counts.new", is(13))
                .body("warnings", empty());
        String deckId = imported.path("deckId");
        assertThat(imported.<String>path("position")).isEqualTo("deck-" + deckId + "@1");
        // then
        var json = new ObjectMapper()
                .readTree(as(author).get("/" + deckId + "/cards").asString());
        var cards = new ArrayList<JsonNode>();
        for (var card : json.get("cards")) {
            assertThat(card.get("ordinal").intValue()).isEqualTo(cards.size());
            assertThat(card.get("revision").intValue()).isEqualTo(1);
            cards.add(((ObjectNode) card).retain("question", "provenance", "tags", "answer", "source"));
        }
        assertThat(cards).containsExactlyElementsOf(TransformersDeck.expected().get("cards"));
    }

    @Test
    void shouldChangeNothingTheSecondTime() {
        // given
        var first = as(author).body(TransformersDeck.file()).post("/import");
        // when
        var second = as(author).body(TransformersDeck.file()).post("/import");
        // then
        second.then()
                .statusCode(200)
                .body("deckId", equalTo(first.path("deckId")))
                .body("version", is(1))
                .body("position", equalTo(first.path("position")))
                .body("counts.read", is(13))
                .body("counts.unchanged", is(13))
                .body("counts.new", is(0))
                .body("gone", empty());
    }

    @Test
    void shouldReportWhatIsUpdatedNewGoneAndSkipped() {
        // given
        var before = "Deck of changes\nKept?\nnlp\nYes.\nChanged?\nnlp\nOld.\nGone?\nnlp\nRetired?\nnlp";
        var deckId = as(author).body(before).post("/import").<String>path("deckId");
        String retired = as(author).get("/" + deckId + "/cards").path("cards[3].cardId");
        as(author)
                .header("If-Match", "\"1\"")
                .delete("/" + deckId + "/cards/" + retired)
                .then()
                .statusCode(200);
        // when
        var after = "Deck of changes\nKept?\nnlp\nYes.\nChanged?\nnlp\nNew.\nAdded?\nnlp\nRetired?\nnlp";
        var dry = as(author).queryParam("dryRun", true).body(after).post("/import");
        var real = as(author).body(after).post("/import");
        // then
        dry.then().statusCode(200).body("version", is(2)).body("dryRun", is(true));
        for (var answer : List.of(dry, real)) {
            answer.then()
                    .body("counts.read", is(4))
                    .body("counts.new", is(1))
                    .body("counts.updated", is(1))
                    .body("counts.unchanged", is(1))
                    .body("counts.skipped", is(1))
                    .body("counts.rejected", is(0))
                    .body("gone.question", contains("Gone?"))
                    .body("skipped.code", contains("retired"));
        }
        real.then().body("version", is(3));
        as(author)
                .get("/" + deckId + "/cards")
                .then()
                .body("cards.question", contains("Kept?", "Changed?", "Gone?", "Added?"));
    }

    @Test
    void shouldSayWhatADryRunWouldDoToNoDeck() {
        as(author)
                .queryParam("dryRun", true)
                .body(TransformersDeck.file())
                .post("/import")
                .then()
                .statusCode(200)
                .body("deckId", nullValue())
                .body("position", nullValue())
                .body("version", is(0))
                .body("counts.new", is(13));
    }

    @Test
    void shouldListTheErrorsOfAFile() {
        as(author)
                .body("D\nQ?\nAttention\nA.\nSource: X\nSource: Y")
                .post("/import")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:deck-file-errors"))
                .body("errors.code", contains("E-NO-TAGS", "E-SOURCE-PLACE"))
                .body("errors.line", contains(2, 6))
                .body("errors[0].text", equalTo("Q?"));
    }

    @Test
    void shouldImportAFileWithWarningsOnlyWhenTheyAreAccepted() {
        // given
        var file = "D\nFirst.\nattention\nA.\nSecond.\nbrand-new\nB.";
        // then
        as(author)
                .body(file)
                .post("/import")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:warnings-not-accepted"))
                .body("warnings.code", contains("W-NEW-TAG"));
        as(author)
                .queryParam("acceptWarnings", true)
                .body(file)
                .post("/import")
                .then()
                .statusCode(200)
                .body("warnings", hasSize(1))
                .body("counts.new", is(2));
    }

    @Test
    void shouldRefuseAFlagThatIsNone() {
        as(author)
                .queryParam("dryRun", "yes")
                .body("D")
                .post("/import")
                .then()
                .statusCode(400)
                .body("field", equalTo("dryRun"));
    }

    @Test
    void shouldTakeFilesFromAuthorsOnly() {
        given().auth()
                .oauth2(TOKENS.learner(author))
                .contentType("text/plain; charset=utf-8")
                .body("D")
                .post("/api/v1/decks/import")
                .then()
                .statusCode(403);
        given().contentType("text/plain; charset=utf-8")
                .body("D")
                .post("/api/v1/decks/import")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:engram:problem:token-missing"));
    }

    private static RequestSpecification as(UUID author) {
        return given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.author(author))
                .contentType("text/plain; charset=utf-8");
    }
}
