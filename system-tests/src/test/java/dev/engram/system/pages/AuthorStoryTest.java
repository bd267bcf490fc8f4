package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.cli.api.EngramApi;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people write is shown as text on every page: never as HTML of the page, never as a script. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class AuthorStoryTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PASSWORD = "planted-by-one-author";
    private static final List<String> SCRIPTS = List.of(
            "<script>window.planted = true</script>",
            "<img src=x onerror=\"window.planted = true\">",
            "[link](javascript:window.planted=true)",
            "\"'><svg/onload=window.planted=true>");

    @Test
    void shouldShowPlantedScriptsHarmless(PagesStack stack) throws Exception {
        // given: a deck whose title, cards and tags are scripts, studied by a class whose name is one
        var text = new StringBuilder("Planted | " + SCRIPTS.getFirst() + "\n");
        for (int card = 0; card < SCRIPTS.size(); card++) {
            text.append("What does this do? ").append(SCRIPTS.get(card)).append('\n');
            text.append("planted\n");
            text.append("Nothing. ").append(SCRIPTS.get(card)).append('\n');
        }
        var deck = stack.stack().importDeck(text.toString()).id();
        PagesStack.createAccount(stack.stack(), "planted", PASSWORD, "learner");
        PagesStack.createAccount(stack.stack(), "planted-teacher", PASSWORD, "teacher");
        var teacher = EngramApi.at(stack.stack().stack().url()).signIn("planted-teacher", PASSWORD);
        teacher.put("/decks/" + deck + "/membership");
        var cohort =
                teacher.post("/cohorts", JSON.objectNode().put("deckId", deck).put("name", SCRIPTS.get(1)));
        var learner = EngramApi.at(stack.stack().stack().url()).signIn("planted", PASSWORD);
        learner.put("/decks/" + deck + "/membership");
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            // when
            var page = window.signIn("planted", PASSWORD);
            for (var address :
                    List.of("/review", "/learning", "/learning/tags?tag=planted", "/decks", "/decks/" + deck)) {
                Window.go(page, address);
                page.keyboard().press("Space");
                Window.settle(page);
                expectHarmless(page, address);
            }
            window.expectNoErrors();
        }
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            var page = window.signIn("planted-teacher", PASSWORD);
            for (var address :
                    List.of("/classes", "/classes/" + cohort.path("cohortId").asText())) {
                Window.go(page, address);
                expectHarmless(page, address);
            }
            window.expectNoErrors();
        }
    }

    private static void expectHarmless(Page page, String address) {
        assertThat(page.evaluate("window.planted === undefined")).as(address).isEqualTo(true);
        assertThat(page.locator("main script, main [onerror], main [onload], main a[href^='javascript']")
                        .count())
                .as(address)
                .isZero();
        assertThat(page.locator("main").innerText()).as(address).contains("window.planted");
    }

    @Test
    void shouldShowAnEditOnTheDashboardOfALearner(PagesStack stack) throws Exception {
        // given: a deck of a real author, and somebody who studies it
        PagesStack.createAccount(stack.stack(), "editor-of-cards", PASSWORD, "author");
        PagesStack.createAccount(stack.stack(), "reader-of-cards", PASSWORD, "learner");
        var author = EngramApi.at(stack.stack().stack().url()).signIn("editor-of-cards", PASSWORD);
        var deck = author.post(
                        "/decks", JSON.objectNode().set("path", JSON.arrayNode().add("Edited")))
                .path("deckId")
                .asText();
        try (var window = stack.browser().open(Screen.DESKTOP);
                var other = stack.browser().open(Screen.DESKTOP)) {
            // when: a card is written in the browser, and a learner joins
            var page = window.signIn("editor-of-cards", PASSWORD);
            Window.go(page, "/decks/" + deck + "/cards/new");
            field(page, AriaRole.TEXTBOX, "Question").fill("What is a **mask**?");
            field(page, AriaRole.TEXTBOX, "Answer").fill("It hides positions.");
            tag(page, "first-tag");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> author.get("/decks/" + deck + "/cards", Map.of())
                                    .path("cards")
                                    .size()
                            == 1);
            var card = author.get("/decks/" + deck + "/cards", Map.of())
                    .path("cards")
                    .get(0)
                    .path("cardId")
                    .asText();
            author.put("/decks/" + deck + "/visibility", JSON.objectNode().put("visibility", "PUBLIC"));
            EngramApi.at(stack.stack().stack().url())
                    .signIn("reader-of-cards", PASSWORD)
                    .put("/decks/" + deck + "/membership");
            var learner = other.signIn("reader-of-cards", PASSWORD);
            Window.go(learner, "/learning");
            // then
            assertThat(learner.locator("main").innerText()).contains("first-tag");
            // when: the card gets another tag
            Window.go(page, "/decks/" + deck + "/cards/" + card);
            field(page, AriaRole.COMBOBOX, "Tags").press("Backspace");
            tag(page, "second-tag");
            // then
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Window.go(learner, "/learning");
                assertThat(learner.locator("main").innerText())
                        .contains("second-tag")
                        .doesNotContain("first-tag");
            });
            window.expectNoErrors();
            other.expectNoErrors();
        }
    }

    private static Locator field(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name)).first();
    }

    private static void tag(Page page, String tag) {
        field(page, AriaRole.COMBOBOX, "Tags").fill(tag);
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .first()
                .click();
    }
}
