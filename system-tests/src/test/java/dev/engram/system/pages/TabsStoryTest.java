package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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

/** One account in two tabs and in a second browser: an answer given in one place is told in the others, and counts once. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class TabsStoryTest {

    @Test
    void shouldTellWhatWasAnsweredElsewhere(PagesStack stack) throws Exception {
        // given: the same card in two tabs of a browser and in another browser
        var api = stack.newPerson("owner-of-tabs", "learner");
        var joined = api.put("/decks/" + stack.deckId() + "/membership");
        api.getCaughtUp(
                "/queue", Map.of("limit", "0", "after", joined.path("position").asText()));
        try (var window = stack.browser().open(Screen.DESKTOP);
                var other = stack.browser().open(Screen.PHONE_DARK)) {
            var first = window.signIn("owner-of-tabs", PagesStack.PASSWORD);
            Window.go(first, "/review");
            var second = window.context().newPage();
            Window.go(second, "/review");
            var elsewhere = other.signIn("owner-of-tabs", PagesStack.PASSWORD);
            Window.go(elsewhere, "/review");
            var card = card(first);
            assertThat(card(second)).isEqualTo(card);
            assertThat(card(elsewhere)).isEqualTo(card);
            // when
            PagePeople.showAnswer(first);
            first.keyboard().press("4");
            // then
            assertThat(second.getByText("This card was answered in another tab: Easy"))
                    .isVisible();
            assertThat(elsewhere.getByText("This card was answered on another device: Easy"))
                    .isVisible();
            // when: the second tab goes on with what the first one shows now
            second.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Next card"))
                    .click();
            var next = card(first);
            assertThat(next).isNotEqualTo(card);
            assertThat(card(second)).isEqualTo(next);
            PagePeople.showAnswer(second);
            second.keyboard().press("4");
            // then
            assertThat(first.getByText("This card was answered in another tab: Easy"))
                    .isVisible();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(api.get("/reviews/recent", Map.of("limit", "100"))
                                    .path("reviews"))
                            .hasSize(2)
                            .extracting(review -> review.path("cardId").asText())
                            .containsExactlyInAnyOrder(card, next));
            window.expectNoErrors();
            other.expectNoErrors();
        }
    }

    private static String card(Page page) {
        return page.locator("[data-card]").getAttribute("data-card");
    }
}
