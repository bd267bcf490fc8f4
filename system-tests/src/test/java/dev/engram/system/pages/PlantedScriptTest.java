package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.engram.cli.api.EngramApi;
import dev.engram.events.Ids;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people write is shown as text on every page: never as HTML of the page, never as a script. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class PlantedScriptTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Without spaces and commas, as tags are. */
    private static final String IN_A_WORD = "<img/src=x/onerror=window.planted=true>";

    private static final List<String> SCRIPTS = List.of(
            "<script>window.planted = true</script>",
            "<img src=x onerror=\"window.planted = true\">",
            "[link](javascript:window.planted=true)",
            "\"'><svg/onload=window.planted=true>");

    /** Adds a card for each script, as the page of an author does. */
    private static final String PLANT = """
            async ([deck, version, scripts, tag]) => {
              for (const script of scripts) {
                const answer = await fetch(`/api/v1/decks/${deck}/cards`, {
                  method: "POST",
                  headers: { "Content-Type": "application/json", "If-Match": `"${version}"` },
                  body: JSON.stringify({
                    question: `What does this do? ${script}`,
                    tags: ["planted", tag],
                    answer: { author: script, text: `Nothing. ${script}` },
                    source: { title: `A book of ${script}` },
                  }),
                });
                if (!answer.ok) throw new Error(await answer.text());
                ({ version } = await answer.json());
              }
            }""";

    @Test
    void shouldShowPlantedScriptsHarmless(PagesStack stack) throws Exception {
        // given: an author, a learner and a teacher to whom people have written scripts wherever they can write
        var author = stack.newPerson("planting-author", "author", "learner");
        var learner = stack.newPerson("planted-on", "learner");
        var teacher = stack.newPerson("planted-teacher", "teacher", "learner");
        var deck = plantDeck(stack, author);
        teacher.put("/decks/" + deck + "/membership");
        var cohort =
                teacher.post("/cohorts", JSON.objectNode().put("deckId", deck).put("name", SCRIPTS.get(1)));
        var joined = learner.post("/cohorts/join", JSON.objectNode().set("code", cohort.path("joinCode")));
        learner.getCaughtUp(
                "/queue", Map.of("limit", "0", "after", joined.path("position").asText()));
        var cards = author.cards(deck).stream()
                .map(card -> card.path("cardId").asText())
                .toList();
        var pagesOfCards =
                cards.stream().map(card -> "/decks/" + deck + "/cards/" + card).toList();
        signInAs(stack, "planted-on", SCRIPTS.get(1));
        learner.post("/access-tokens", token());
        // when, then
        var of = "/classes/" + cohort.path("cohortId").asText();
        look(
                stack,
                "planted-on",
                List.of(
                        "/review",
                        "/learning",
                        "/learning/tags?tag=" + IN_A_WORD,
                        "/decks",
                        "/decks/" + deck,
                        of,
                        "/account"));
        look(stack, "planted-on", pagesOfCards);
        lookAtAnswers(stack, learner, cards);
        look(
                stack,
                "planted-teacher",
                List.of(
                        "/classes",
                        of,
                        of + "?tab=grid",
                        of + "?tab=cards",
                        of + "?tab=members",
                        of + "?tab=settings",
                        of + "/learners/planted-on"));
        look(stack, "planting-author", List.of("/decks", "/decks/" + deck));
        look(stack, "planting-author", pagesOfCards);
        lookAtImport(stack);
    }

    /** Title, questions, answers, names of authors, tags and sources are scripts. */
    private static String plantDeck(PagesStack stack, EngramApi author) throws Exception {
        var path = JSON.arrayNode().add("Planted").add(SCRIPTS.getFirst());
        var deck = author.post("/decks", JSON.objectNode().set("path", path));
        var id = deck.path("deckId").asText();
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            var page = window.signIn("planting-author", PagesStack.PASSWORD);
            page.evaluate(PLANT, List.of(id, deck.path("version").asInt(), SCRIPTS, IN_A_WORD));
        }
        author.put("/decks/" + id + "/visibility", JSON.objectNode().put("visibility", "PUBLIC"));
        return id;
    }

    private static JsonNode token() {
        var body = JSON.objectNode()
                .put("name", SCRIPTS.getFirst())
                .put("expiresAt", Instant.now().plus(Duration.ofDays(3)).toString());
        body.putArray("scopes").add("decks:read");
        return body;
    }

    /** With a program that calls itself so. */
    private static void signInAs(PagesStack stack, String username, String program) throws Exception {
        var credentials = JSON.objectNode().put("username", username).put("password", PagesStack.PASSWORD);
        var request = HttpRequest.newBuilder(stack.stack().stack().url().resolve("/api/v1/tokens"))
                .header("Content-Type", "application/json")
                .header("User-Agent", program)
                .POST(HttpRequest.BodyPublishers.ofString(credentials.toString()))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            Assertions.assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static void look(PagesStack stack, String username, List<String> addresses) {
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            var page = window.signIn(username, PagesStack.PASSWORD);
            for (var address : addresses) {
                Window.go(page, address);
                if (address.equals("/review")) {
                    answerAll(page);
                }
                if (address.contains("/cards/")) {
                    // question and answer as HTML of the server; an author's preview gets it a moment after the texts
                    assertThat(page.locator(".card-face .card-rich")).hasCount(2);
                }
                PageLook.expectHarmless(page, address);
            }
            window.expectNoErrors();
        }
    }

    /** Each script is in a card of its own; Easy ends a card for today. */
    private static void answerAll(Page page) {
        for (var script : SCRIPTS) {
            PagePeople.showAnswer(page);
            PageLook.expectHarmless(page, "an answer, at first with " + script);
            // the next page is loaded anew, which ends what is on its way
            page.waitForResponse(
                    answer -> answer.url().endsWith("/api/v1/reviews"),
                    () -> page.keyboard().press("4"));
        }
    }

    /** The answers that were given, each with the name of the client: one that is a script is refused. */
    private static void lookAtAnswers(PagesStack stack, EngramApi learner, List<String> cards) throws Exception {
        var review = JSON.objectNode()
                .put("reviewId", Ids.v7().toString())
                .put("cardId", cards.getFirst())
                .put("rating", "GOOD")
                .put("reviewedAt", Instant.now().toString())
                .put("clientId", SCRIPTS.get(1))
                .put("clientSeq", 0)
                .put("durationMs", 1000);
        var body = JSON.objectNode();
        body.putArray("reviews").add(review);
        var result = learner.post("/reviews", body).path("results").path(0);
        Assertions.assertThat(result.path("status").asText()).isEqualTo("REJECTED");
        Assertions.assertThat(result.at("/problem/field").asText()).endsWith("clientId");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        learner.get("/reviews/recent", Map.of()).path("reviews").size() == SCRIPTS.size());
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            var page = window.signIn("planted-on", PagesStack.PASSWORD);
            for (int card = 0; card < cards.size(); card++) {
                Window.go(page, "/learning/tags?tag=planted&card=" + cards.get(card));
                var dialog = page.getByRole(AriaRole.DIALOG);
                assertThat(dialog).containsText(SCRIPTS.get(card));
                assertThat(dialog.getByRole(AriaRole.TABLE)).containsText("Easy");
                PageLook.expectHarmless(page, "the answers to " + SCRIPTS.get(card));
            }
            window.expectNoErrors();
        }
    }

    /** A table whose name is a script becomes the title of a deck. */
    private static void lookAtImport(PagesStack stack) {
        try (var window = stack.browser().open(Screen.PHONE_DARK)) {
            var page = window.signIn("planting-author", PagesStack.PASSWORD);
            Window.go(page, "/decks/import");
            var table = ("question,answer,tags\n" + SCRIPTS.get(3) + ",nothing,planted\n").replace("\"", "");
            page.setInputFiles(
                    "input[type=file]",
                    new FilePayload(SCRIPTS.get(1) + ".csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
            var title = page.getByLabel("Title of the deck");
            assertThat(title).hasValue(SCRIPTS.get(1));
            PageLook.expectHarmless(page, "the title of a table");
            click(page, "Make the deck file");
            click(page, "See what changes");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What the import changes")))
                    .isVisible();
            PageLook.expectHarmless(page, "the preview of an import");
            PageLook.expectReadable(page, "state-import", List.of(Screen.DESKTOP, Screen.PHONE_DARK));
            window.expectNoErrors();
        }
    }

    private static void click(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }
}
