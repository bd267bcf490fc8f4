package dev.engram.card.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.engram.testing.Rendezvous;
import dev.engram.testing.Rendezvous.Outcome;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may call what on a deck: its owner, an editor, a viewer, one who came with a code, and a stranger. */
@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class DeckSharingHttpTest {

    private static final TestTokens TOKENS = TestTokens.shared();
    private static final List<String> EVERY_ROLE =
            List.of("learner", "teacher", "author", "researcher", "operator", "data-officer", "administrator");

    private final UUID owner = UUID.randomUUID();
    private final UUID editor = UUID.randomUUID();
    private final UUID viewer = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();

    private String deck;
    private String card;

    @BeforeEach
    void makeDeck() {
        deck = as(owner)
                .body("Deck of " + owner + "\nWhat?\nnlp\nSo.")
                .contentType("text/plain; charset=utf-8")
                .post("/api/v1/decks/import")
                .path("deckId");
        card = as(owner).get("/api/v1/decks/" + deck + "/cards").path("cards[0].cardId");
    }

    /** A call on the deck, and what it answers to owner, editor, viewer and reader of the public deck; 404 to others. */
    private record Call(
            String name, BiFunction<RequestSpecification, String, Response> send, int owner, int editor, int viewer) {}

    private List<Call> calls() {
        return List.of(
                new Call("read", (as, at) -> as.get(at), 200, 200, 200),
                new Call(
                        "if-none-match",
                        (as, at) -> as.header("If-None-Match", "\"1\"").get(at),
                        304,
                        304,
                        304),
                new Call("cards", (as, at) -> as.get(at + "/cards"), 200, 200, 200),
                new Call(
                        "cards-not-changed",
                        (as, at) -> as.header("If-None-Match", "*").get(at + "/cards"),
                        304,
                        304,
                        304),
                new Call("card", (as, at) -> as.get(at + "/cards/" + card), 200, 200, 200),
                new Call("no-card", (as, at) -> as.get(at + "/cards/" + UUID.randomUUID()), 404, 404, 404),
                new Call("export", (as, at) -> as.get(at + "/export"), 200, 200, 200),
                new Call(
                        "add",
                        (as, at) -> at(9, as)
                                .body(Map.of("question", "Why?", "tags", List.of("nlp")))
                                .post(at + "/cards"),
                        412,
                        412,
                        403),
                new Call(
                        "revise",
                        (as, at) -> at(9, as)
                                .body(Map.of("question", "Why?", "tags", List.of("nlp")))
                                .put(at + "/cards/" + card),
                        412,
                        412,
                        403),
                new Call("retire", (as, at) -> at(9, as).delete(at + "/cards/" + card), 412, 412, 403),
                new Call("restore", (as, at) -> at(9, as).post(at + "/cards/" + card + "/restore"), 412, 412, 403),
                new Call("undo", (as, at) -> at(9, as).post(at + "/undo"), 412, 412, 403),
                new Call("code", (as, at) -> as.body(Map.of()).post(at + "/join-code"), 201, 403, 403),
                new Call("drop-code", (as, at) -> as.delete(at + "/join-code"), 204, 403, 403),
                new Call("shares", (as, at) -> as.get(internal(at) + "/shares"), 200, 403, 403),
                new Call(
                        "share",
                        (as, at) -> as.body(Map.of("role", "EDITOR")).put(internal(at) + "/shares/" + editor),
                        204,
                        403,
                        403),
                new Call(
                        "withdraw",
                        (as, at) -> as.delete(internal(at) + "/shares/" + UUID.randomUUID()),
                        204,
                        403,
                        403));
    }

    @Test
    void shouldAnswerEachPersonWhatTheyMayDoWithAPrivateDeck() {
        // given
        share(editor, "EDITOR");
        share(viewer, "VIEWER");
        String code = as(owner)
                .body(Map.of())
                .post("/api/v1/decks/" + deck + "/join-code")
                .path("code");
        var byCode = UUID.randomUUID();
        use(byCode, code).then().statusCode(204);
        // then
        for (var call : calls()) {
            assertThat(status(call, owner)).as(call.name() + " of owner").isEqualTo(call.owner());
            assertThat(status(call, editor)).as(call.name() + " of editor").isEqualTo(call.editor());
            assertThat(status(call, viewer)).as(call.name() + " of viewer").isEqualTo(call.viewer());
            assertThat(status(call, byCode))
                    .as(call.name() + " of one with a code")
                    .isEqualTo(call.viewer());
            assertThat(status(call, stranger))
                    .as(call.name() + " of a stranger")
                    .isEqualTo(404);
        }
        assertThat(status(visibility("PRIVATE"), owner)).isEqualTo(200);
        assertThat(status(visibility("PUBLIC"), editor)).isEqualTo(403);
        assertThat(status(visibility("PUBLIC"), viewer)).isEqualTo(403);
        assertThat(status(visibility("PUBLIC"), stranger)).isEqualTo(404);
    }

    @Test
    void shouldLetEverybodyReadAPublicDeckAndNobodyChangeIt() {
        // when
        assertThat(status(visibility("PUBLIC"), owner)).isEqualTo(200);
        // then
        for (var call : calls()) {
            assertThat(status(call, stranger)).as(call.name()).isEqualTo(call.viewer());
        }
        assertThat(status(visibility("PRIVATE"), owner)).isEqualTo(200);
        as(stranger).get("/api/v1/decks/" + deck).then().statusCode(404);
    }

    @Test
    void shouldOpenNoDeckByARole() {
        // given
        var everything = given().auth()
                .oauth2(TOKENS.token(stranger.toString(), Set.copyOf(EVERY_ROLE)))
                .contentType("application/json");
        // then
        for (var call : calls()) {
            assertThat(call.send()
                            .apply(given().spec(everything), "/api/v1/decks/" + deck)
                            .statusCode())
                    .as(call.name())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldAnswerForADeckThatMayNotBeSeenAsForNone() {
        // given
        var none = UUID.randomUUID().toString();
        // then
        for (var call : calls()) {
            var hidden = call.send().apply(as(stranger), "/api/v1/decks/" + deck);
            var missing = call.send().apply(as(stranger), "/api/v1/decks/" + none);
            assertThat(withoutIds(hidden, deck)).as(call.name()).isEqualTo(withoutIds(missing, none));
        }
    }

    @Test
    void shouldListOwnSharedAndPublicDecksOnly() {
        // given
        var mine = as(viewer)
                .body("Mine " + viewer + "\nWhat?\nnlp\nSo.")
                .contentType("text/plain; charset=utf-8")
                .post("/api/v1/decks/import")
                .<String>path("deckId");
        // then
        list(viewer).then().body("decks.deckId", hasItem(mine)).body("decks.deckId", not(hasItem(deck)));
        // when
        share(viewer, "VIEWER");
        // then
        list(viewer)
                .then()
                .body("decks.findAll { it.deckId == '" + deck + "' }.role", contains("VIEWER"))
                .body("decks.findAll { it.deckId == '" + deck + "' }.visibility", contains("PRIVATE"))
                .body("decks.findAll { it.deckId == '" + mine + "' }.role", contains("OWNER"));
        // when
        as(owner).delete("/internal/decks/" + deck + "/shares/" + viewer).then().statusCode(204);
        // then
        list(viewer).then().body("decks.deckId", not(hasItem(deck)));
        as(viewer).get("/api/v1/decks/" + deck + "/cards").then().statusCode(404);
        // when
        assertThat(status(visibility("PUBLIC"), owner)).isEqualTo(200);
        // then
        list(stranger).then().body("decks.findAll { it.deckId == '" + deck + "' }.role", contains("VIEWER"));
    }

    @Test
    void shouldTellOtherServicesOnlyWhatTheCallerMaySee() {
        // given
        var cards = Map.of("cardIds", List.of(card));
        var decks = Map.of("deckIds", List.of(deck, UUID.randomUUID().toString()));
        // then
        as(stranger)
                .body(cards)
                .post("/internal/cards/lookup")
                .then()
                .body("known", empty())
                .body("unknown", contains(card));
        as(stranger)
                .body(decks)
                .post("/internal/visible-decks")
                .then()
                .statusCode(200)
                .body("visible", empty());
        // when
        share(viewer, "VIEWER");
        // then
        as(viewer).body(cards).post("/internal/cards/lookup").then().body("known", contains(card));
        as(viewer)
                .body(decks)
                .post("/internal/visible-decks")
                .then()
                .body("visible", contains(deck))
                .body("editable", empty());
        // when
        share(viewer, "EDITOR");
        // then
        for (var editor : List.of(viewer, owner)) {
            as(editor).body(decks).post("/internal/visible-decks").then().body("editable", contains(deck));
        }
    }

    @Test
    void shouldRemoveAPersonFromDecksForADataOfficerOnly() {
        // given
        share(viewer, "VIEWER");
        var person = Map.of("learnerId", viewer.toString());
        var officer = TOKENS.token(UUID.randomUUID().toString(), Set.of("data-officer"));
        // then
        for (var address : List.of("/internal/decks-of-erased", "/internal/decks-of-erased/removal")) {
            as(viewer).body(person).post(address).then().statusCode(403);
        }
        for (var shares : List.of(1, 1)) {
            officer(officer)
                    .body(person)
                    .post("/internal/decks-of-erased")
                    .then()
                    .statusCode(200)
                    .body("shares", equalTo(shares))
                    .body("unseen", equalTo(0));
        }
        // when
        officer(officer)
                .body(person)
                .post("/internal/decks-of-erased/removal")
                .then()
                .statusCode(200)
                .body("shares", equalTo(0));
        // then
        as(viewer).get("/api/v1/decks/" + deck).then().statusCode(404);
        as(owner).get("/api/v1/decks/" + deck).then().statusCode(200);
    }

    private static RequestSpecification officer(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    @Test
    void shouldLetAsManyInAsACodeIsForHoweverManyComeAtOnce() {
        // given
        String code = as(owner)
                .body(Map.of("maxUses", 3))
                .post("/api/v1/decks/" + deck + "/join-code")
                .path("code");
        // when
        var outcomes = Rendezvous.collide(8, i -> () -> use(UUID.randomUUID(), code));
        // then
        assertThat(outcomes.stream().map(DeckSharingHttpTest::status).sorted())
                .containsExactly(204, 204, 204, 404, 404, 404, 404, 404);
        as(owner)
                .get("/internal/decks/" + deck + "/shares")
                .then()
                .body("shares.size()", equalTo(3))
                .body("joinCode.uses", equalTo(3));
    }

    @Test
    void shouldUseACodeOnceForAPerson() {
        // given
        String code = as(owner)
                .body(Map.of("maxUses", 1))
                .post("/api/v1/decks/" + deck + "/join-code")
                .path("code");
        // when
        var outcomes = Rendezvous.collide(8, i -> () -> use(viewer, code));
        // then
        assertThat(outcomes.stream().map(DeckSharingHttpTest::status)).containsOnly(204);
        as(owner)
                .get("/internal/decks/" + deck + "/shares")
                .then()
                .body("shares.learnerId", contains(viewer.toString()));
    }

    @Test
    void shouldRotateWithdrawAndExpireCodes() {
        // given
        var path = "/api/v1/decks/" + deck + "/join-code";
        var made = as(owner).body(Map.of()).post(path);
        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("code", matchesPattern("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}"));
        String first = made.path("code");
        String second = as(owner).body(Map.of()).post(path).path("code");
        // then
        use(stranger, first).then().statusCode(404);
        use(stranger, "no code").then().statusCode(404);
        use(viewer, second.toLowerCase(java.util.Locale.ROOT).replace("-", " "))
                .then()
                .statusCode(204);
        as(owner).delete(path).then().statusCode(204);
        use(stranger, second).then().statusCode(404);
        as(viewer).get("/api/v1/decks/" + deck).then().statusCode(200);
        var past = Instant.now().minus(1, ChronoUnit.MINUTES).toString();
        as(owner)
                .body(Map.of("expiresAt", past))
                .post(path)
                .then()
                .statusCode(400)
                .body("field", equalTo("expiresAt"));
        as(owner).body(Map.of("maxUses", 501)).post(path).then().statusCode(400).body("field", equalTo("maxUses"));
    }

    @Test
    void shouldNotLetACodeBringBackWhomTheOwnerRemoved() {
        // given
        String code = as(owner)
                .body(Map.of())
                .post("/api/v1/decks/" + deck + "/join-code")
                .path("code");
        use(viewer, code).then().statusCode(204);
        // when
        as(owner).delete("/internal/decks/" + deck + "/shares/" + viewer).then().statusCode(204);
        // then
        use(viewer, code).then().statusCode(404);
        as(viewer).get("/api/v1/decks/" + deck).then().statusCode(404);
        // when
        share(viewer, "VIEWER");
        // then
        as(viewer).get("/api/v1/decks/" + deck).then().statusCode(200);
    }

    @Test
    void shouldKeepSharesAcrossChangesOfTheDeck() {
        // given
        share(editor, "EDITOR");
        String code = as(owner)
                .body(Map.of())
                .post("/api/v1/decks/" + deck + "/join-code")
                .path("code");
        // when
        at(1, as(editor))
                .body(Map.of("question", "Why?", "tags", List.of("nlp")))
                .post("/api/v1/decks/" + deck + "/cards")
                .then()
                .statusCode(201);
        // then
        use(viewer, code).then().statusCode(204);
        as(owner)
                .get("/internal/decks/" + deck + "/shares")
                .then()
                .body("shares.learnerId", containsInAnyOrder(editor.toString(), viewer.toString()));
        as(stranger).get("/api/v1/decks/" + deck).then().statusCode(404);
    }

    @Test
    void shouldRefuseSharesThatMeanNothing() {
        // given
        var path = "/internal/decks/" + deck + "/shares/";
        // then
        as(owner)
                .body(Map.of("role", "OWNER"))
                .put(path + viewer)
                .then()
                .statusCode(400)
                .body("field", equalTo("role"));
        as(owner).body(Map.of("role", "VIEWER")).put(path + owner).then().statusCode(400);
        as(owner).body(Map.of()).put(path + viewer).then().statusCode(400).body("field", equalTo("role"));
        as(owner)
                .body(Map.of("visibility", "SECRET"))
                .put("/api/v1/decks/" + deck + "/visibility")
                .then()
                .statusCode(400);
    }

    private static Call visibility(String value) {
        return new Call(value, (as, at) -> as.body(Map.of("visibility", value)).put(at + "/visibility"), 200, 403, 403);
    }

    private int status(Call call, UUID person) {
        return call.send().apply(as(person), "/api/v1/decks/" + deck).statusCode();
    }

    private static String withoutIds(Response answer, String deckId) {
        return answer.statusCode()
                + answer.asString()
                        .replace(deckId, "DECK")
                        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                        .replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private static String internal(String path) {
        return path.replace("/api/v1", "/internal");
    }

    private static RequestSpecification at(long version, RequestSpecification as) {
        return as.header("If-Match", "\"" + version + "\"");
    }

    private void share(UUID person, String role) {
        as(owner)
                .body(Map.of("role", role))
                .put("/internal/decks/" + deck + "/shares/" + person)
                .then()
                .statusCode(204);
    }

    private Response use(UUID person, String code) {
        return as(person).body(Map.of("code", code)).post("/internal/decks/" + deck + "/code-uses");
    }

    private static Response list(UUID person) {
        return as(person).queryParam("limit", 500).get("/api/v1/decks");
    }

    private static RequestSpecification as(UUID person) {
        return given().auth().oauth2(TOKENS.author(person)).contentType("application/json");
    }

    private static int status(Outcome<Response> outcome) {
        return switch (outcome) {
            case Outcome.Returned<Response>(var answer) -> answer.statusCode();
            case Outcome.Threw<Response>(var cause) -> throw new AssertionError(cause);
        };
    }
}
