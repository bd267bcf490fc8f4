package dev.engram.card.adapter.http;

import static dev.engram.card.adapter.kafka.DeckTopicReader.readUntil;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.card.DeckFold;
import dev.engram.card.application.Reader;
import dev.engram.card.domain.Deck;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.testing.Rendezvous;
import dev.engram.testing.Rendezvous.Outcome;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class DeckHttpTest {

    private static final TestTokens TOKENS = TestTokens.shared();

    private final UUID author = UUID.randomUUID();

    @Test
    void shouldMakeADeckOnce() {
        // when
        var made = as(author).body(Map.of("path", List.of("ML", "Basics"))).post();
        var again = as(author).body(Map.of("path", List.of("ML", " Basics"))).post();
        // then
        made.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", notNullValue())
                .body("title", equalTo("ML | Basics"))
                .body("version", is(1));
        again.then().statusCode(409).body("deckId", equalTo(made.path("deckId")));
        as(UUID.randomUUID())
                .body(Map.of("path", List.of("ML", "Basics")))
                .post()
                .then()
                .statusCode(201);
        as(author)
                .get("/" + made.path("deckId"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("owner", equalTo(author.toString()))
                .body("cards", is(0));
    }

    @Test
    void shouldAddReviseAndRetireACardAndRelayIt() {
        // given
        String deckId = deck();
        // when
        var added = edit(1).body(card("What?")).post("/" + deckId + "/cards");
        added.then().statusCode(201).header("ETag", "\"2\"").body("version", is(2));
        String cardId = added.path("cardId");
        var revised = edit(2).body(card("Why?")).put("/" + deckId + "/cards/" + cardId);
        revised.then().statusCode(200).header("ETag", "\"3\"");
        var same = edit(3).body(card("Why?")).put("/" + deckId + "/cards/" + cardId);
        same.then().statusCode(200).body("version", is(3));
        var retired = edit(3).delete("/" + deckId + "/cards/" + cardId);
        retired.then().statusCode(200).body("version", is(4)).body("position", equalTo("deck-" + deckId + "@4"));
        edit(4).delete("/" + deckId + "/cards/" + cardId).then().statusCode(200).body("version", is(4));
        // then
        as(author).get("/" + deckId + "/cards").then().body("cards", hasSize(0)).header("ETag", "\"4\"");
        as(author)
                .queryParam("includeRetired", true)
                .get("/" + deckId + "/cards")
                .then()
                .body("cards[0].question", equalTo("Why?"))
                .body("cards[0].revision", is(2))
                .body("cards[0].retired", is(true));
        var relayed = relayed(deckId, 4);
        assertThat(relayed.cards().get(CardId.parse(cardId)).retired()).isTrue();
        assertThat(relayed.version()).isEqualTo(4);
    }

    @Test
    void shouldRefuseAnEditThatDoesNotNameTheVersionOfTheDeck() {
        // given
        String deckId = deck();
        // then
        as(author)
                .body(card("What?"))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(428)
                .body("field", equalTo("If-Match"));
        for (var empty : List.of("", " ")) {
            as(author)
                    .header("If-Match", empty)
                    .body(card("What?"))
                    .post("/" + deckId + "/cards")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("If-Match"));
        }
        edit(7).body(card("What?"))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(412)
                .header("ETag", "\"1\"")
                .body("type", equalTo("urn:engram:problem:version-conflict"))
                .body("currentVersion", is(1));
        as(author)
                .header("If-Match", "*")
                .body(card("What?"))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(400)
                .body("field", equalTo("If-Match"));
    }

    @Test
    void shouldLetOneOfManyEditsOfAVersionThrough() {
        // given
        String deckId = deck();
        // when
        var outcomes = Rendezvous.collide(
                8, i -> () -> edit(1).body(card("Question " + i + "?")).post("/" + deckId + "/cards"));
        // then
        var statuses = outcomes.stream().map(DeckHttpTest::status).sorted().toList();
        assertThat(statuses).containsExactly(201, 412, 412, 412, 412, 412, 412, 412);
    }

    @Test
    void shouldLetAllOfManyImportsThroughAndImportOnce() {
        // given
        var file = "Deck of many\nOne?\nnlp\nTwo?\nnlp";
        // when
        var outcomes = Rendezvous.collide(
                6,
                _ -> () -> given().auth()
                        .oauth2(TOKENS.author(author))
                        .contentType("text/plain; charset=utf-8")
                        .body(file)
                        .post("/api/v1/decks/import"));
        // then
        assertThat(outcomes).allSatisfy(outcome -> assertThat(status(outcome)).isEqualTo(200));
        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof Outcome.Returned<Response> answer
                        && answer.value().<Integer>path("counts.new") == 2)
                .hasSize(1);
    }

    @Test
    void shouldLetOnlyItsOwnerChangeADeck() {
        // given
        String deckId = deck();
        // then
        as(UUID.randomUUID())
                .header("If-Match", "\"1\"")
                .body(card("What?"))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:engram:problem:not-found"));
        given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.learner(author))
                .contentType("application/json")
                .body(Map.of("path", List.of("ML")))
                .post()
                .then()
                .statusCode(403);
        as(UUID.randomUUID()).get("/" + deckId).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; question",
                "{\"question\":\"  \"}; question",
                "{\"question\":\"Q?\",\"tags\":[\"ok\",\"not ok\"]}; tags[1]",
                "{\"question\":\"Q?\",\"tags\":[\"CNNs\",\"cnns\"]}; tags",
                "{\"question\":\"Q?\",\"tags\":[null]}; tags[0]",
                "{\"question\":\"Q?\",\"answer\":{}}; answer",
                "{\"question\":\"Q?\",\"source\":{\"locator\":null}}; source.title",
                "{\"question\":\"Q?\",\"source\":{\"title\":\"T\",\"locator\":{\"kind\":\"page\",\"value\":\"3\"}}}; source.locator.kind",
                "{\"question\":[]}; question",
                "{\"question\":\"half \\ud800\"}; question",
                "{\"question\":\"Q?\",\"anwser\":{\"text\":\"A\"}}; anwser",
                "{\"question\":\"Q?\",\"tag\":[\"nlp\"]}; tag",
                "{\"question\":\"Q?\",\"Answer\":{\"text\":\"A\"}}; Answer",
                "{\"question\":\"Q?\",\"answer\":{\"text\":\"A\",\"auhtor\":\"B\"}}; answer.auhtor",
                "{\"question\":\"Q?\",\"answer\":{\"seeSource\":1}}; answer.seeSource",
                "{\"question\":\"Q?\",\"answer\":{\"seeSource\":\"true\"}}; answer.seeSource",
                "{\"question\":7}; question",
                "{\"question\":{\"$gt\":\"\"}}; question",
                "{\"question\":\"Q?\",\"question\":\"Q!\"}; question",
                "{\"question\":\"Q?\",\"tags\":[\"\\u200b\"]}; tags[0]",
                "{\"question\":\"Q?\",\"tags\":[\"a\",\"b\\u200b\"]}; tags[1]",
                "{\"question\":\"Q\\u202e?\"}; question",
                "{\"question\":\"Q?\",\"answer\":{\"text\":\"\\u001b[31m\"}}; answer.text",
                "{\"question\":\"Q?\",\"answer\":{\"text\":\"A\",\"author\":\"B\\nC\"}}; answer.author",
                "{\"question\":\"Q?\",\"source\":{\"title\":\"\\ue000\"}}; source.title",
                "{\"question\":\"Q?\",\"provenance\":\"a\\u0378\"}; provenance",
                "{\"question\":\"Q?\",\"source\":{\"title\":\"T\",\"locator\":{\"kind\":\"timestamp\",\"value\":\"banana\"}}}; source.locator.value",
            })
    void shouldNameTheFieldOfACardThatBreaksARule(String body, String field) {
        edit(1).body(body)
                .post("/" + UUID.randomUUID() + "/cards")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body("rule", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; path",
                "{\"path\":[]}; path",
                "{\"path\":[\"a\",\" \"]}; path[1]",
                "{\"path\":[\"a | b\"]}; path[0]",
                "{\"path\":[\"a\\nb\"]}; path[0]",
                "{\"path\":[\"a\\u200b\"]}; path[0]",
                "{\"path\":\"a\"}; path",
                "{\"Path\":[\"a\"]}; Path",
            })
    void shouldNameWhatIsWrongWithAPath(String body, String field) {
        as(author).body(body).post().then().statusCode(400).body("field", equalTo(field));
    }

    @Test
    void shouldKeepACardThatIsRevisedByAMisspeltField() {
        // given
        String deckId = deck();
        var whole = "{\"question\":\"Q?\",\"tags\":[\"nlp\"],\"answer\":{\"text\":\"A\"}}";
        String cardId = edit(1).body(whole).post("/" + deckId + "/cards").path("cardId");
        // when
        edit(2).body("{\"question\":\"Q?\",\"tags\":[\"nlp\"],\"anwser\":{\"text\":\"B\"}}")
                .put("/" + deckId + "/cards/" + cardId)
                .then()
                .statusCode(400)
                .body("field", equalTo("anwser"))
                .body("rule", equalTo("is not known; did you mean 'answer'?"));
        // then
        as(author)
                .get("/" + deckId + "/cards")
                .then()
                .header("ETag", "\"2\"")
                .body("cards[0].answer.text", equalTo("A"));
    }

    @Test
    void shouldKeepTextOfAnyScriptVerbatim() {
        // given
        String deckId = deck();
        var question = "Was bedeutet \u2067\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd\u2069,\n\tund e\u0301?";
        var body = card(question);
        // when
        edit(1).body(body).post("/" + deckId + "/cards").then().statusCode(201);
        // then
        as(author).get("/" + deckId + "/cards").then().body("cards[0].question", equalTo(question));
    }

    @Test
    void shouldRefuseAQuestionThatAnotherCardAsks() {
        // given
        String deckId = deck();
        String cardId =
                edit(1).body(card("What  is it?")).post("/" + deckId + "/cards").path("cardId");
        // then
        edit(2).body(card("What is it?"))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:question-taken"))
                .body("cardId", equalTo(cardId));
    }

    @Test
    void shouldSayWhatThereIsNot() {
        // given
        String deckId = deck();
        var nobody = UUID.randomUUID();
        // then
        as(author).get("/" + nobody).then().statusCode(404).body("field", equalTo("deckId"));
        as(author).get("/" + nobody + "/cards").then().statusCode(404);
        as(author).get("/x").then().statusCode(400).body("field", equalTo("deckId"));
        edit(1).delete("/" + deckId + "/cards/" + nobody)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:engram:problem:unknown-card"));
    }

    @Test
    void shouldTellOtherServicesWhichCardsExist() {
        // given
        String deckId = deck();
        String cardId =
                edit(1).body(card("What?")).post("/" + deckId + "/cards").path("cardId");
        var unknown = UUID.randomUUID().toString();
        // then
        given().auth()
                .oauth2(TOKENS.learner(author))
                .contentType("application/json")
                .body(Map.of("cardIds", List.of(cardId, unknown)))
                .post("/internal/cards/lookup")
                .then()
                .statusCode(200)
                .body("known", contains(cardId))
                .body("unknown", contains(unknown));
    }

    @Test
    void shouldListDecksInPages() {
        // given
        String first = deck();
        String second = deck();
        String third = deck();
        // then
        as(author)
                .queryParam("limit", 1)
                .queryParam("cursor", second)
                .get()
                .then()
                .body("decks.deckId", contains(third))
                .body("next", nullValue());
        as(author)
                .queryParam("limit", 1)
                .queryParam("cursor", first)
                .get()
                .then()
                .statusCode(200)
                .body("decks.deckId", contains(second))
                .body("next", equalTo(second));
        as(author).queryParam("limit", 500).get().then().body("decks.deckId", hasItem(first));
    }

    @Test
    void shouldHoldBodiesToTheirLimits() {
        // given
        var large = "x".repeat(2 << 20);
        // then
        as(author)
                .body(Map.of("path", List.of(large)))
                .post()
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:engram:problem:body-too-large"));
        as(author)
                .contentType("text/plain; charset=utf-8")
                .body(large)
                .post("/import")
                .then()
                .statusCode(422);
        as(author)
                .contentType("text/plain; charset=utf-8")
                .body(large.repeat(3))
                .post("/import")
                .then()
                .statusCode(413);
    }

    @Test
    void shouldRepublishADeckForOperatorsOnly() {
        // given
        String deckId = deck();
        edit(1).body(card("What?")).post("/" + deckId + "/cards").then().statusCode(201);
        relayed(deckId, 2);
        // then
        given().post("/internal/relay/" + deckId).then().statusCode(401);
        given().auth()
                .oauth2(TOKENS.author(author))
                .post("/internal/relay/" + deckId)
                .then()
                .statusCode(403);
        asOperator()
                .post("/internal/relay/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("field", equalTo("deckId"));
        asOperator()
                .post("/internal/relay/" + deckId)
                .then()
                .statusCode(200)
                .body("deckId", equalTo(deckId))
                .body("versions", is(2))
                .body("events", is(2));
    }

    private RequestSpecification asOperator() {
        return given().auth().oauth2(TOKENS.token(author.toString(), Set.of("operator")));
    }

    @Test
    void shouldCountWhatItPublishesAndRefuses() {
        // given
        relayed(deck(), 1);
        // then
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(matchesPattern("(?s).*engram_relay_published_total [1-9].*"))
                .body(containsString("engram_relay_unrelayed "))
                .body(containsString("engram_log_broker_available 1.0"))
                .body(containsString("engram_http_requests_refused_total{reason=\"too-large\"}"));
    }

    @Test
    void shouldDescribeItself() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Engram card service"))
                .body("components.schemas.CardBody.additionalProperties", is(false))
                .body("components.schemas.LocatorBody.additionalProperties", is(false))
                .body("components.schemas.DeckBody.additionalProperties", is(false))
                .body("components.schemas.CardChange", not(hasKey("additionalProperties")))
                .body("paths.'/api/v1/decks/import'.post.responses", hasKey("422"))
                .body("paths.'/api/v1/decks/{deckId}/cards'.post.responses", hasKey("412"))
                .body(
                        "paths.'/api/v1/decks/{deckId}/cards'.post.responses.'201'.content.'application/json'.schema.'$ref'",
                        equalTo("#/components/schemas/CardChange"))
                .body(
                        "paths.'/api/v1/decks/{deckId}'.get.responses.'200'.content.'application/json'.schema.'$ref'",
                        equalTo("#/components/schemas/Deck"))
                .body(
                        "paths.'/api/v1/decks/{deckId}/cards'.post.responses.'412'.content.'application/problem+json'.schema.'$ref'",
                        equalTo("#/components/schemas/Problem"))
                .body("paths.'/api/v1/decks'.get.responses", hasKey("503"))
                .body("components.schemas", hasKey("Problem"))
                .body("components.schemas", not(hasKey("DeckViews")));
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    /** What a reader of the log makes of a deck, once it is at {@code version}. */
    private static Deck relayed(String deckId, long version) {
        var config = ConfigProvider.getConfig();
        var id = DeckId.parse(deckId);
        var log = readUntil(
                TestInfra.shared().kafkaBootstrap(),
                config.getValue("engram.topic.cards.name", String.class),
                records -> Reader.of(records).events(id).stream()
                        .anyMatch(event -> event.stamp().version() == version));
        return DeckFold.of(Reader.of(log).events(id));
    }

    private String deck() {
        return as(author)
                .body(Map.of("path", List.of(UUID.randomUUID().toString())))
                .post()
                .path("deckId");
    }

    private static Map<String, Object> card(String question) {
        return Map.of("question", question, "tags", List.of("attention"), "answer", Map.of("text", "So."));
    }

    private RequestSpecification edit(long version) {
        return as(author).header("If-Match", "\"" + version + "\"");
    }

    private static RequestSpecification as(UUID author) {
        return given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.author(author))
                .contentType("application/json");
    }

    private static int status(Outcome<Response> outcome) {
        return switch (outcome) {
            case Outcome.Returned<Response>(var answer) -> answer.statusCode();
            case Outcome.Threw<Response>(var cause) -> throw new AssertionError(cause);
        };
    }
}
