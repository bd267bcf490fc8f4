package dev.engram.card.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards are read in pages, one by one, and not at all where the client has them. */
@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class CardPagesHttpTest {

    private static final TestTokens TOKENS = TestTokens.shared();

    private final UUID author = UUID.randomUUID();

    @Test
    void shouldGiveEveryCardOnceOverItsPages() {
        // given
        var deckId = deck(250, "So.");
        // when
        var usual = page(deckId, null, null);
        var questions = new ArrayList<String>();
        var pages = new ArrayList<Integer>();
        String cursor = null;
        do {
            var page = page(deckId, "90", cursor);
            assertThat(page.getBoolean("changed")).isFalse();
            questions.addAll(page.getList("cards.question"));
            pages.add(page.getList("cards").size());
            cursor = page.getString("next");
        } while (cursor != null);
        // then
        assertThat(usual.getList("cards")).hasSize(100);
        assertThat(pages).containsExactly(90, 90, 70);
        assertThat(questions)
                .isEqualTo(IntStream.range(0, 250)
                        .mapToObj(CardPagesHttpTest::question)
                        .toList());
    }

    @Test
    void shouldGiveTextsAsHtmlWhereTheyAreAskedFor() {
        // given
        var deckId = deck(1, "So *is* <b>.");
        // when
        var plain = page(deckId, null, null);
        var rich =
                as(author).queryParam("html", true).get("/" + deckId + "/cards").jsonPath();
        // then
        assertThat(plain.getString("cards[0].answerHtml")).isNull();
        assertThat(rich.getString("cards[0].questionHtml")).isEqualTo("<p>" + question(0) + "</p>");
        assertThat(rich.getString("cards[0].answerHtml")).isEqualTo("<p>So <em>is</em> &lt;b&gt;.</p>");
        assertThat(rich.getString("cards[0].answer.text")).isEqualTo("So *is* <b>.");
        as(author).queryParam("html", "yes").get("/" + deckId + "/cards").then().statusCode(400);
    }

    @Test
    void shouldShowAuthorsHowATextWillLook() {
        // given
        var preview = as(author).basePath("/api/v1/cards/preview");
        // then
        preview.body(Map.of("question", "$x$", "answer", "<script>"))
                .post()
                .then()
                .statusCode(200)
                .body("questionHtml", equalTo("<p><span class=\"math\" data-display=\"false\">x</span></p>"))
                .body("answerHtml", equalTo("<p>&lt;script&gt;</p>"));
        preview.body(Map.of("answer", "x".repeat(20_001)))
                .post()
                .then()
                .statusCode(400)
                .body("field", equalTo("answer"));
        preview.body(Map.of("question", "x".repeat(2_001)))
                .post()
                .then()
                .statusCode(400)
                .body("field", equalTo("question"));
    }

    @Test
    void shouldEndAPageAtItsBytes() {
        // given: 60 cards of 20 KB
        var deckId = deck(60, "x".repeat(19_990));
        // when
        var response = as(author).queryParam("limit", 500).get("/" + deckId + "/cards");
        var next = page(deckId, "500", response.path("next"));
        // then
        assertThat(response.<List<?>>path("cards")).hasSizeBetween(10, 13);
        assertThat(response.asByteArray()).hasSizeLessThan(300_000);
        assertThat(next.getInt("cards[0].ordinal"))
                .isEqualTo(response.<List<?>>path("cards").size());
    }

    @Test
    void shouldSayThatTheDeckHasChangedSinceTheFirstPage() {
        // given
        var deckId = deck(6, "So.");
        var first = page(deckId, "2", null);
        String onNextPage = page(deckId, "3", null).getString("cards[2].cardId");
        // when: a card of the page to come is retired, and one is added
        as(author)
                .header("If-Match", "\"1\"")
                .delete("/" + deckId + "/cards/" + onNextPage)
                .then()
                .statusCode(200);
        as(author)
                .header("If-Match", "\"2\"")
                .body(Map.of("question", "Last?", "tags", List.of("x")))
                .post("/" + deckId + "/cards")
                .then()
                .statusCode(201);
        var second = page(deckId, "2", first.getString("next"));
        var third = page(deckId, "9", second.getString("next"));
        // then: nothing twice, nothing left out that is still there
        assertThat(first.getBoolean("changed")).isFalse();
        assertThat(second.getBoolean("changed")).isTrue();
        assertThat(second.getLong("version")).isEqualTo(3);
        assertThat(second.getList("cards.question")).isEqualTo(List.of(question(3), question(4)));
        assertThat(third.getBoolean("changed")).isTrue();
        assertThat(third.getList("cards.question")).isEqualTo(List.of(question(5), "Last?"));
        assertThat(page(deckId, "9", null).getBoolean("changed")).isFalse();
        assertThat(as(author)
                        .queryParam("includeRetired", true)
                        .queryParam("cursor", first.getString("next"))
                        .get("/" + deckId + "/cards")
                        .jsonPath()
                        .getList("cards"))
                .hasSize(5);
    }

    @Test
    void shouldReadOneCard() {
        // given
        var deckId = deck(3, "So.");
        var other = deck(1, "No.");
        String cardId = page(deckId, null, null).getString("cards[1].cardId");
        // then
        as(author)
                .get("/" + deckId + "/cards/" + cardId)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("cardId", equalTo(cardId))
                .body("ordinal", is(1))
                .body("question", equalTo(question(1)))
                .body("answer.text", equalTo("So."))
                .body("tags", contains("pages"));
        as(author)
                .get("/" + other + "/cards/" + cardId)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:engram:problem:unknown-card"));
        as(author)
                .get("/" + UUID.randomUUID() + "/cards/" + cardId)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:engram:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"})
    void shouldNotSendWhatTheClientHas(String ifNoneMatch) {
        // given
        var deckId = deck(2, "So.");
        String cardId = page(deckId, null, null).getString("cards[1].cardId");
        for (var path : List.of("", "/cards", "/cards?cursor=YzEuMS4w", "/cards/" + cardId)) {
            // then
            as(author)
                    .header("If-None-Match", ifNoneMatch)
                    .get("/" + deckId + path)
                    .then()
                    .statusCode(304)
                    .header("ETag", "\"1\"")
                    .body(blankOrNullString());
            as(author)
                    .header("If-None-Match", "\"2\"")
                    .get("/" + deckId + path)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void shouldCompressWhereTheClientReadsThat() throws IOException, InterruptedException {
        // given
        var deckId = deck(100, "So.");
        // when
        var plain = as(author).get("/" + deckId + "/cards").asByteArray();
        var packed = packed("/api/v1/decks/" + deckId + "/cards");
        // then
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.length / 3);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain);
        }
    }

    /** RestAssured unpacks by itself. */
    private HttpResponse<byte[]> packed(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                    .header("Authorization", "Bearer " + TOKENS.author(author))
                    .header("Accept-Encoding", "gzip")
                    .build();
            return http.send(request, BodyHandlers.ofByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "!!", "YzEuMS4tMQ", "YzEuMS4xMjM0NTY3ODkw"})
    void shouldTakeNoCursorOfItsOwnMaking(String cursor) {
        as(author)
                .queryParam("cursor", cursor)
                .get("/" + deck(1, "So.") + "/cards")
                .then()
                .statusCode(400)
                .body("field", equalTo("cursor"));
    }

    @Test
    void shouldGiveAnEmptyPageOfADeckWithoutCards() {
        // given
        String deckId = as(author)
                .contentType("application/json")
                .body(Map.of("path", List.of(UUID.randomUUID().toString())))
                .post()
                .path("deckId");
        // then
        as(author).get("/" + deckId + "/cards").then().body("cards", hasSize(0)).body("next", nullValue());
        as(author).queryParam("limit", 501).get("/" + deckId + "/cards").then().statusCode(400);
    }

    /** A deck of this many cards, at version 1 unless it is larger than a commit. */
    private String deck(int cards, String answer) {
        var lines = IntStream.range(0, cards)
                .mapToObj(i -> question(i) + "\npages\n" + answer)
                .collect(Collectors.joining("\n"));
        return as(author)
                .contentType("text/plain; charset=utf-8")
                .body(UUID.randomUUID() + "\n" + lines)
                .post("/import?acceptWarnings=true")
                .path("deckId");
    }

    private static String question(int number) {
        return "Is this question " + number + "?";
    }

    private JsonPath page(String deckId, @Nullable String limit, @Nullable String cursor) {
        Response answer = as(author)
                .queryParams(limit == null ? Map.of() : Map.of("limit", limit))
                .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                .get("/" + deckId + "/cards");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static RequestSpecification as(UUID author) {
        return given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.author(author))
                .contentType("application/json");
    }
}
