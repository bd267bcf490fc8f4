package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An author writes a card in the browser, gives it another tag, and learners see both on their page of mastery. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class AuthorStoryTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Test
    void shouldShowAnEditOnTheDashboardOfALearner(PagesStack stack) throws Exception {
        // given: an empty deck, and somebody who studies it
        var author = stack.newPerson("editor-of-cards", "author");
        var reader = stack.newPerson("reader-of-cards", "learner");
        var deck = author.post(
                        "/decks", JSON.objectNode().set("path", JSON.arrayNode().add("Edited")))
                .path("deckId")
                .asText();
        author.put("/decks/" + deck + "/visibility", JSON.objectNode().put("visibility", "PUBLIC"));
        reader.put("/decks/" + deck + "/membership");
        try (var window = stack.browser().open(Screen.DESKTOP);
                var other = stack.browser().open(Screen.PHONE_DARK)) {
            // when: a card is written in the browser
            var page = window.signIn("editor-of-cards", PagesStack.PASSWORD);
            Window.go(page, "/decks/" + deck + "/cards/new");
            field(page, AriaRole.TEXTBOX, "Question").fill("What is a **mask**?");
            field(page, AriaRole.TEXTBOX, "Answer").fill("It hides positions.");
            tag(page, "first-tag");
            assertThat(page.getByRole(AriaRole.REGION, named("Preview")).locator("strong"))
                    .hasText("mask");
            field(page, AriaRole.BUTTON, "Add a card").click();
            page.waitForURL("**/decks/" + deck);
            // then
            var learner = other.signIn("reader-of-cards", PagesStack.PASSWORD);
            awaitTopics(learner, "first-tag");
            // when: it gets another question and another tag
            page.getByRole(AriaRole.LINK, named("What is a **mask**?")).first().click();
            field(page, AriaRole.TEXTBOX, "Question").fill("What is a causal mask?");
            field(page, AriaRole.COMBOBOX, "Tags").press("Backspace");
            tag(page, "second-tag");
            field(page, AriaRole.BUTTON, "Save").click();
            assertThat(page.getByText("Saved. Learners see the new content")).isVisible();
            // then
            awaitTopics(learner, "second-tag");
            awaitQuestion(learner, "What is a causal mask?");
            assertThat(author.get("/decks/" + deck + "/cards", Map.of()).path("cards"))
                    .hasSize(1);
            window.expectNoErrors();
            other.expectNoErrors();
        }
    }

    /** The page is loaded again until the services have followed, as a person would. */
    private static void awaitTopics(Page page, String tag) {
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Window.go(page, "/learning");
            var topics = page.getByRole(AriaRole.TABLE, named("Mastery per topic"));
            assertThat(topics.getByRole(AriaRole.ROWHEADER).allInnerTexts()).containsExactly(tag);
        });
    }

    /** The page first shows what it has kept, and what it then reads at the next load. */
    private static void awaitQuestion(Page page, String question) {
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Window.go(page, "/review");
            assertThat(page.getByRole(AriaRole.REGION, named("Question")).innerText())
                    .isEqualTo(question);
        });
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator field(Page page, AriaRole role, String name) {
        return page.getByRole(role, named(name).setExact(true)).first();
    }

    private static void tag(Page page, String tag) {
        field(page, AriaRole.COMBOBOX, "Tags").fill(tag);
        page.keyboard().press("Enter");
    }
}
