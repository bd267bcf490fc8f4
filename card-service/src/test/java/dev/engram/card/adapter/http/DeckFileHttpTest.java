package dev.engram.card.adapter.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.card.TransformersDeck;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Importing again, undoing an import and exporting, on the real service. */
@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class DeckFileHttpTest {

    private static final TestTokens TOKENS = TestTokens.shared();

    private final UUID author = UUID.randomUUID();

    @Test
    void shouldNotOverwriteInSilenceWhatWasEditedOnTheWeb() {
        // given
        var file = "Deck\nOne?\nnlp\nFrom the file.\nTwo?\nnlp\nSame.";
        String deckId = imported(file).path("deckId");
        String one = cards(deckId).path("cards[0].cardId");
        edit(1).body(Map.of("question", "One?", "tags", List.of("nlp"), "answer", Map.of("text", "From the web.")))
                .put("/" + deckId + "/cards/" + one)
                .then()
                .statusCode(200);
        // when
        var refused = as().body(file).post("/import");
        // then
        refused.then()
                .statusCode(409)
                .header("ETag", "\"2\"")
                .body("type", equalTo("urn:engram:problem:edited-since-import"))
                .body("count", is(1))
                .body("cards.cardId", contains(one))
                .body("cards[0].line", is(2))
                .body("cards[0].before.answer.text", equalTo("From the web."))
                .body("cards[0].after.answer.text", equalTo("From the file."));
        as().queryParam("dryRun", true)
                .body(file)
                .post("/import")
                .then()
                .statusCode(200)
                .body("overwritten", is(1));
        as().queryParam("acceptOverwrite", true)
                .body(file)
                .post("/import")
                .then()
                .statusCode(200)
                .body("version", is(3))
                .body("cards.change", contains("updated"))
                .body("cards[0].before.answer.text", equalTo("From the web."));
        as().body(file).post("/import").then().statusCode(200).body("version", is(3));
    }

    @Test
    void shouldImportOnlyOnTheVersionThatIfMatchNames() {
        // given
        var file = "Deck\nOne?\nnlp\nFrom the file.";
        String deckId = imported(file).path("deckId");
        String one = cards(deckId).path("cards[0].cardId");
        edit(1).body(Map.of("question", "One?", "tags", List.of("web")))
                .put("/" + deckId + "/cards/" + one)
                .then()
                .statusCode(200);
        // then
        for (boolean dryRun : List.of(true, false)) {
            as().header("If-Match", "\"1\"")
                    .queryParam("dryRun", dryRun)
                    .body(file)
                    .post("/import")
                    .then()
                    .statusCode(412)
                    .header("ETag", "\"2\"")
                    .body("type", equalTo("urn:engram:problem:version-conflict"))
                    .body("currentVersion", is(2));
        }
        as().header("If-Match", "\"1\"")
                .body("No such deck\nQ?\nnlp")
                .post("/import")
                .then()
                .statusCode(412);
        as().header("If-Match", "1")
                .body(file)
                .post("/import")
                .then()
                .statusCode(400)
                .body("field", equalTo("If-Match"));
        as().header("If-Match", "\"2\"")
                .body(file)
                .post("/import")
                .then()
                .statusCode(200)
                .body("version", is(3));
    }

    @Test
    void shouldShowTheCardsAsReadInADryRunPageByPage() {
        // given
        var file = TransformersDeck.file();
        // when
        var first = as().queryParam("dryRun", true)
                .queryParam("limit", 10)
                .body(file)
                .post("/import");
        var second = as().queryParam("dryRun", true)
                .queryParam("limit", 10)
                .queryParam("from", first.<Integer>path("next"))
                .body(file)
                .post("/import");
        // then
        first.then()
                .statusCode(200)
                .body("cards", hasSize(10))
                .body("next", is(10))
                .body("cards[4].line", is(14))
                .body("cards[4].change", equalTo("new"))
                .body("cards[4].after.provenance", equalTo("from-source"))
                .body("cards[4].after.answer.author", equalTo("Brian"))
                .body("authors", contains("Brian"));
        second.then()
                .statusCode(200)
                .body("cards", hasSize(3))
                .body("next", nullValue())
                .body("cards[0].after.source.locator.kind", equalTo("equation"));
    }

    @Test
    void shouldNameANextPageOfADryRunOnly() {
        // when
        var imported =
                as().queryParam("limit", 10).body(TransformersDeck.file()).post("/import");
        // then
        imported.then().statusCode(200).body("cards", hasSize(10)).body("next", nullValue());
    }

    @Test
    void shouldUndoAnImportAndGiveTheFileBeforeBackByteForByte() {
        // given
        var before = TransformersDeck.file();
        var after = new String(before, UTF_8)
                .replace("To enforce some attention", "To draw some attention")
                .concat("\nWhat is new?\nattention\nThis.\n")
                .getBytes(UTF_8);
        String deckId = imported(before).path("deckId");
        as().body(after)
                .post("/import")
                .then()
                .statusCode(200)
                .body("counts.updated", is(1))
                .body("counts.new", is(1));
        assertThat(export(deckId).asByteArray()).isEqualTo(after);
        edit(2).queryParam("dryRun", true)
                .post("/" + deckId + "/undo")
                .then()
                .statusCode(200)
                .body("version", is(2))
                .body("revised", is(1))
                .body("retired", is(1));
        // when
        var undone = edit(2).post("/" + deckId + "/undo");
        // then
        undone.then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("version", is(3))
                .body("revised", is(1))
                .body("retired", is(1))
                .body("position", equalTo("deck-" + deckId + "@3"));
        assertThat(export(deckId).asByteArray()).isEqualTo(before);
        edit(3).post("/" + deckId + "/undo")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:nothing-to-undo"));
    }

    @Test
    void shouldRefuseToUndoWhereACardWasEditedSince() {
        // given
        String deckId = imported("Deck\nOne?\nnlp\nTwo?\nnlp").path("deckId");
        imported("Deck\nOne?\nnlp\nChanged.\nTwo?\nnlp");
        String one = cards(deckId).path("cards[0].cardId");
        edit(2).body(Map.of("question", "One?", "tags", List.of("web")))
                .put("/" + deckId + "/cards/" + one)
                .then()
                .statusCode(200);
        // then
        edit(3).post("/" + deckId + "/undo")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:edited-since-import"))
                .body("editedSince", contains(one))
                .body("taken", empty());
        edit(2).post("/" + deckId + "/undo").then().statusCode(412).body("currentVersion", is(3));
        as().post("/" + deckId + "/undo").then().statusCode(428);
        given().auth()
                .oauth2(TOKENS.author(UUID.randomUUID()))
                .header("If-Match", "\"3\"")
                .post("/api/v1/decks/" + deckId + "/undo")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:engram:problem:not-found"));
    }

    @Test
    void shouldRestoreARetiredCardOnRequestOnly() {
        // given
        var file = "Deck\nOne?\nnlp\nTwo?\nnlp";
        String deckId = imported(file).path("deckId");
        String one = cards(deckId).path("cards[0].cardId");
        edit(1).delete("/" + deckId + "/cards/" + one).then().statusCode(200);
        // then
        as().body(file)
                .post("/import")
                .then()
                .statusCode(200)
                .body("counts.skipped", is(1))
                .body("version", is(2));
        as().queryParam("restoreRetired", true)
                .body(file)
                .post("/import")
                .then()
                .statusCode(200)
                .body("counts.restored", is(1))
                .body("cards.change", contains("restored"))
                .body("version", is(3));
        edit(3).delete("/" + deckId + "/cards/" + one).then().statusCode(200);
        edit(4).post("/" + deckId + "/cards/" + one + "/restore")
                .then()
                .statusCode(200)
                .body("version", is(5))
                .header("ETag", "\"5\"");
        edit(5).post("/" + deckId + "/cards/" + one + "/restore")
                .then()
                .statusCode(200)
                .body("version", is(5));
        cards(deckId).then().body("cards.cardId[0]", equalTo(one)).body("cards", hasSize(2));
    }

    @Test
    void shouldKeepACardWhoseQuestionWasRewordedIfTheAuthorSaysSo() {
        // given
        String deckId = imported("Deck\nWhat is the attention mechanism?\nnlp\nOther one?\nnlp")
                .path("deckId");
        String card = cards(deckId).path("cards[0].cardId");
        var reworded = "Deck\nWhat is an attention mechanism?\nnlp\nOther one?\nnlp";
        // when
        var dry = as().queryParam("dryRun", true).body(reworded).post("/import");
        // then
        dry.then()
                .statusCode(200)
                .body("counts.new", is(1))
                .body("similar", hasSize(1))
                .body("similar[0].cardId", equalTo(card))
                .body("similar[0].line", is(2))
                .body("similar[0].before", equalTo("What is the attention mechanism?"));
        as().queryParam("same", card + "@3")
                .body(reworded)
                .post("/import")
                .then()
                .statusCode(400)
                .body("field", equalTo("same"));
        as().queryParam("same", card + "@2")
                .body(reworded)
                .post("/import")
                .then()
                .statusCode(200)
                .body("counts.updated", is(1))
                .body("counts.new", is(0))
                .body("gone", empty());
        cards(deckId)
                .then()
                .body("cards[0].cardId", equalTo(card))
                .body("cards[0].question", equalTo("What is an attention mechanism?"));
    }

    @Test
    void shouldReportAnotherOrderAndExportInIt() {
        // given
        String deckId = imported("Deck\nOne?\nnlp\nTwo?\nnlp\nThree?\nnlp").path("deckId");
        var reordered = "Deck\nThree?\nnlp\nOne?\nnlp\nNew?\nnlp\nTwo?\nnlp";
        // when
        var answer = imported(reordered);
        // then
        answer.then().body("movedCount", is(2)).body("moved.question", contains("Three?", "New?"));
        assertThat(export(deckId).asString()).isEqualTo(reordered);
    }

    @Test
    void shouldExportInTheOrderOfTheLatestFileEvenIfACardOfItWasRetiredSince() {
        // given
        String deckId = imported("Deck\nOne?\nnlp\nTwo?\nnlp").path("deckId");
        imported("Deck\nNew?\nnlp\nTwo?\nnlp\nOne?\nnlp");
        String added = cards(deckId).path("cards[2].cardId");
        // when
        edit(2).delete("/" + deckId + "/cards/" + added).then().statusCode(200);
        // then
        assertThat(export(deckId).asString()).isEqualTo("Deck\nTwo?\nnlp\nOne?\nnlp");
    }

    @Test
    void shouldWriteEditedCardsAnewAndKeepTheLinesOfTheOthers() {
        // given
        var file =
                "\uFEFFDeck\r\n\r\n One?\t\r\nnlp\r\nKept   as it is.\r\n\r\nTwo?\r\nnlp  cv\r\nOld.\r\n\r\nThree?\r\nnlp";
        String deckId = imported(file.getBytes(UTF_8)).path("deckId");
        String two = cards(deckId).path("cards[1].cardId");
        // when
        edit(1).body(Map.of("question", "Two?", "tags", List.of("nlp"), "answer", Map.of("text", "New.")))
                .put("/" + deckId + "/cards/" + two)
                .then()
                .statusCode(200);
        var exported = export(deckId);
        // then
        exported.then().header("ETag", "\"2\"").contentType("text/plain;charset=utf-8");
        assertThat(new String(exported.asByteArray(), UTF_8)).isEqualTo(file.replace("nlp  cv\r\nOld.", "nlp\r\nNew."));
        as().header("If-Match", "\"2\"")
                .body(exported.asByteArray())
                .post("/import")
                .then()
                .statusCode(200)
                .body("version", is(2))
                .body("counts.unchanged", is(3));
    }

    @Test
    void shouldNameTheCardsThatAFileCannotCarry() {
        // given
        String deckId = imported("Deck\nOne?\nnlp").path("deckId");
        edit(1).body(Map.of("question", "Two?", "tags", List.of("Big,word")))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(201);
        // then
        as().get("/" + deckId + "/export")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:not-exportable"))
                .body("count", is(1))
                .body("cards[0].question", equalTo("Two?"))
                .body("cards[0].reasons", hasSize(1))
                .body("cards[0].slugs.'Big,word'", equalTo("big-word"));
        as().get("/" + UUID.randomUUID() + "/export").then().statusCode(404);
    }

    static Stream<String> decks() {
        return Stream.of(
                "Code\nWhat does f do?\npython\n```\ndef f(x):\n    if x:\n\n        return 1\n```\nIt returns.\nNext?\npython",
                "TeX\nWhat is softmax?\nml\n$\\frac{e^{x_i}}{\\sum_j e^{x_j}}$ with \\(x \\in \\mathbb{R}^n\\).\nSource: Book. 15.34",
                "\u05e2\u05d1\u05e8\u05d9\u05ea | \u0634\u0628\u0643\u0627\u062a\n\u0645\u0627 \u0647\u0648 \u0627\u0644\u0627\u0646\u062a\u0628\u0627\u0647\u061f\n\u0634\u064e\u0628\u064e\u0643\u0627\u062a\n\u05d4\u05e2\u05e8\u05db\u05d4 ABC 123.",
                "Cafe\u0301\nQue\u0301 e\u0301s?\ne\u0301tude\nA\u030a and \u00e5.\nहिन्दी क्या है?\nहिन्दी\nभाषा।");
    }

    @ParameterizedTest
    @MethodSource("decks")
    void shouldRoundTripDecksOfEveryKind(String file) {
        // given
        var bytes = file.getBytes(UTF_8);
        var dry = as().queryParam("dryRun", true)
                .queryParam("acceptWarnings", true)
                .body(bytes)
                .post("/import");
        var imported = as().queryParam("acceptWarnings", true).body(bytes).post("/import");
        imported.then().statusCode(200);
        String deckId = imported.path("deckId");
        // when
        var exported = export(deckId).asByteArray();
        // then
        assertThat(exported).isEqualTo(bytes);
        dry.then().body("cards.after.question", equalTo(cards(deckId).<List<String>>path("cards.question")));
        as().queryParam("acceptWarnings", true)
                .body(exported)
                .post("/import")
                .then()
                .statusCode(200)
                .body("version", is(1));
        edit(1).post("/" + deckId + "/undo").then().statusCode(200);
        cards(deckId).then().body("cards", empty());
        as().queryParam("acceptWarnings", true)
                .body(exported)
                .post("/import")
                .then()
                .statusCode(200)
                .body("counts.restored", equalTo(dry.path("counts.read")));
        assertThat(export(deckId).asByteArray()).isEqualTo(bytes);
    }

    private Response imported(Object file) {
        var answer = as().body(file instanceof String text ? text.getBytes(UTF_8) : (byte[]) file)
                .post("/import");
        answer.then().statusCode(200);
        return answer;
    }

    private Response export(String deckId) {
        var answer = as().get("/" + deckId + "/export");
        answer.then().statusCode(200);
        return answer;
    }

    private Response cards(String deckId) {
        return as().get("/" + deckId + "/cards");
    }

    private RequestSpecification edit(long version) {
        return as().contentType("application/json").header("If-Match", "\"" + version + "\"");
    }

    private RequestSpecification as() {
        return given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.author(author))
                .contentType("text/plain; charset=utf-8");
    }
}
