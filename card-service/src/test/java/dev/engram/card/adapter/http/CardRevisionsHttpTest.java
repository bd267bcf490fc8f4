package dev.engram.card.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.card.adapter.mongo.CardRevisions;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became of a card, as those read it who may change it. */
@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class CardRevisionsHttpTest {

    private static final TestTokens TOKENS = TestTokens.shared();

    private final UUID author = UUID.randomUUID();

    @Inject
    CardRevisions revisions;

    private String deckId;
    private String cardId;

    /** Two cards at version 1; the first is revised (2), the second, too (3), the first retired (4) and restored (5). */
    @BeforeEach
    void make() {
        deckId = as(author)
                .contentType("text/plain; charset=utf-8")
                .body(UUID.randomUUID() + "\nWhat is the first?\ntag\nOne.\nWhat is the second?\ntag\nTwo.")
                .post("/import?acceptWarnings=true")
                .path("deckId");
        List<String> cards = as(author).get("/" + deckId + "/cards").path("cards.cardId");
        cardId = cards.getFirst();
        revise(cardId, 1, "Another.");
        revise(cards.getLast(), 2, "Others.");
        as(author)
                .header("If-Match", "\"3\"")
                .delete("/" + deckId + "/cards/" + cardId)
                .then()
                .statusCode(200);
        as(author)
                .header("If-Match", "\"4\"")
                .post("/" + deckId + "/cards/" + cardId + "/restore")
                .then()
                .statusCode(200);
    }

    private void revise(String card, long version, String answer) {
        var question = card.equals(cardId) ? "What is the first?" : "What is the second?";
        as(author)
                .header("If-Match", "\"" + version + "\"")
                .body(Map.of("question", question, "tags", List.of("tag"), "answer", Map.of("text", answer)))
                .put("/" + deckId + "/cards/" + card)
                .then()
                .statusCode(200);
    }

    @Test
    void shouldTellWhatBecameOfACardNewestFirst() {
        history(author, "")
                .then()
                .statusCode(200)
                .header("ETag", "\"5\"")
                .body("cardId", equalTo(cardId))
                .body("revisions.version", contains(5, 4, 2, 1))
                .body("revisions.kind", contains("REVISED", "RETIRED", "REVISED", "ADDED"))
                .body("revisions.revision", contains(3, null, 2, 1))
                .body("revisions.content.answer.text", contains("Another.", "Another.", "One."))
                .body("revisions.byYou", contains(true, true, true, true))
                .body("next", nullValue());
    }

    @Test
    void shouldGiveEachRevisionOnceOverItsPages() {
        // when
        var versions = new ArrayList<Integer>();
        String cursor = null;
        do {
            var page = history(author, "?limit=1" + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            versions.addAll(page.getList("revisions.version"));
            cursor = page.getString("next");
        } while (cursor != null);
        // then
        assertThat(versions).containsExactly(5, 4, 2, 1);
    }

    @Test
    void shouldLookAtABoundedNumberOfVersions() {
        // given
        var deck = new DeckId(UUID.fromString(deckId));
        var card = new CardId(UUID.fromString(cardId));
        // when
        var first = revisions
                .page(deck, card, new CardRevisions.Wanted(4L, 9, 1_000, 1))
                .orElseThrow();
        var second = revisions
                .page(deck, card, new CardRevisions.Wanted(first.below(), 9, 1_000_000, 2))
                .orElseThrow();
        var small = revisions
                .page(deck, card, new CardRevisions.Wanted(null, 9, 1, 100))
                .orElseThrow();
        // then: version 3 is of the other card
        assertThat(first.events()).isEmpty();
        assertThat(first.below()).isEqualTo(3);
        assertThat(second.events()).hasSize(2);
        assertThat(second.below()).isNull();
        assertThat(small.events()).hasSize(1);
        assertThat(small.below()).isEqualTo(5);
    }

    @Test
    void shouldNotSendWhatTheClientHas() {
        as(author)
                .header("If-None-Match", "\"5\"")
                .get("/" + deckId + "/cards/" + cardId + "/revisions")
                .then()
                .statusCode(304);
    }

    @Test
    void shouldBeForThoseWhoMayChangeTheDeck() {
        // given
        var other = UUID.randomUUID();
        // then
        history(other, "").then().statusCode(404).body("field", equalTo("deckId"));
        as(author)
                .body(Map.of("visibility", "PUBLIC"))
                .put("/" + deckId + "/visibility")
                .then()
                .statusCode(200);
        history(other, "").then().statusCode(403).body("type", equalTo("urn:engram:problem:not-editor"));
        given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.learner(author))
                .get("/" + deckId + "/cards/" + cardId + "/revisions")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        history(author, "?limit=101").then().statusCode(400).body("field", equalTo("limit"));
        history(author, "?cursor=YzEuMS4w").then().statusCode(400).body("field", equalTo("cursor"));
        history(author, "?from=1").then().statusCode(400);
        as(author)
                .get("/" + deckId + "/cards/" + UUID.randomUUID() + "/revisions")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:engram:problem:unknown-card"));
    }

    private Response history(UUID reader, String query) {
        return as(reader).get("/" + deckId + "/cards/" + cardId + "/revisions" + query);
    }

    private static RequestSpecification as(UUID author) {
        return given().basePath("/api/v1/decks")
                .auth()
                .oauth2(TOKENS.author(author))
                .contentType("application/json");
    }
}
