package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reviews and mastery without a mouse: everything is reached, it is seen where the focus is, and nothing holds it. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class KeyboardWalkTest {
    private static final int MOST_STEPS = 400;

    /** Name and kind of what has the focus, and whether that is seen; empty where nothing has it, "same" in the next field of a date. */
    private static final String FOCUS = """
            () => {
              const at = document.activeElement;
              if (at === null || at === document.body) return "";
              if (at === window.lastStop) return "same";
              window.lastStop = at;
              const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
              const isSeen = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
              const box = at.getBoundingClientRect();
              const isOnScreen = box.bottom > 0 && box.top < innerHeight;
              const name = at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent;
              return `${at.tagName} ${name.trim().slice(0, 60)}${isSeen ? "" : " [focus is not seen]"}${isOnScreen ? "" : " [not on the screen]"}`;
            }""";

    /** What can have the focus by Tab: of radio buttons of one name only one, nothing in what is folded or hidden. */
    private static final String REACHABLE = """
            () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
              .filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })).length""";

    @Test
    void shouldReviewWithoutAMouse(PagesStack stack) throws Exception {
        // given
        var api = stack.newPerson("keyboard-person", "learner");
        api.put("/decks/" + stack.deckId() + "/membership");
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            // when: somebody signs in, with the focus where they are to write
            var page = window.context().newPage();
            page.navigate("/");
            page.getByRole(AriaRole.TEXTBOX, named("Username")).waitFor();
            assertThat(page.getByRole(AriaRole.TEXTBOX, named("Username"))).isFocused();
            page.keyboard().type("keyboard-person");
            page.keyboard().press("Tab");
            page.keyboard().type(PagesStack.PASSWORD);
            page.keyboard().press("Enter");
            var show = page.getByRole(AriaRole.BUTTON, named("Show answer"));
            show.waitFor();
            Window.settle(page);
            // then: the first stop leads past the menu
            page.keyboard().press("Tab");
            assertThat(page.getByRole(AriaRole.LINK, named("Skip to the content")))
                    .isFocused();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.MAIN)).isFocused();
            expectEverythingReached(page);
            // when: a card is answered and taken back
            var card = page.locator("[data-card]").getAttribute("data-card");
            page.keyboard().press("Space");
            assertThat(page.getByRole(AriaRole.REGION, named("Answer"))).isFocused();
            expectEverythingReached(page);
            page.keyboard().press("4");
            assertThat(page.locator("[data-card='" + card + "']")).hasCount(0);
            assertThat(page.getByRole(AriaRole.REGION, named("Question"))).isFocused();
            page.keyboard().press("u");
            assertThat(page.locator("[data-card='" + card + "']")).isVisible();
            assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Taken back")))
                    .hasCount(1);
            // when: help is opened and closed
            var help = page.getByRole(AriaRole.BUTTON, named("Keys and help"));
            help.focus();
            page.keyboard().press("Enter");
            var dialog = page.getByRole(AriaRole.DIALOG);
            dialog.waitFor();
            page.keyboard().press("Tab");
            assertThat(dialog.locator(":focus")).hasCount(1);
            page.keyboard().press("Escape");
            // then: the person is where they were
            assertThat(dialog).hasCount(0);
            assertThat(help).isFocused();
            window.expectNoErrors();
        }
    }

    @Test
    void shouldReadMasteryWithoutAMouse(PagesStack stack) {
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            // given
            var page = window.signIn("amira-s1", "learn-transformers");
            Window.go(page, "/learning");
            // then
            expectEverythingReached(page);
            // when: topics are sorted
            var recall =
                    page.getByRole(AriaRole.COLUMNHEADER, named("Recall now")).first();
            recall.getByRole(AriaRole.BUTTON).focus();
            page.keyboard().press("Enter");
            // then
            assertThat(recall).hasAttribute("aria-sort", "descending");
            // when: a chart is read as a table
            var table = page.locator("figure.chart").first().getByRole(AriaRole.BUTTON, in("Table"));
            table.focus();
            page.keyboard().press("Space");
            // then
            assertThat(page.locator("figure.chart").first().getByRole(AriaRole.TABLE))
                    .isVisible();
            // when: a topic is opened
            var topic = page.getByRole(AriaRole.TABLE, named("Mastery per topic"))
                    .getByRole(AriaRole.ROWHEADER)
                    .first()
                    .getByRole(AriaRole.LINK);
            topic.focus();
            page.keyboard().press("Enter");
            Window.settle(page);
            // then
            assertThat(page).hasURL(Pattern.compile("/learning/tags\\?"));
            expectEverythingReached(page);
            window.expectNoErrors();
        }
    }

    /** From the beginning of the page by Tab until the focus leaves it. */
    private static void expectEverythingReached(Page page) {
        var before = page.evaluateHandle("document.activeElement");
        page.evaluate("() => { window.lastStop = undefined; }");
        page.locator("a.skip").focus();
        var stops = new ArrayList<String>();
        for (var stop = focus(page); !stop.isEmpty() && stops.size() < MOST_STEPS; stop = focus(page)) {
            if (!stop.equals("same")) {
                stops.add(stop);
            }
            page.keyboard().press("Tab");
        }
        int reachable = ((Number) page.evaluate(REACHABLE)).intValue();
        assertThat(stops).as("stops of the focus").hasSizeLessThan(MOST_STEPS).noneMatch(stop -> stop.endsWith("]"));
        assertThat(stops).hasSize(reachable);
        page.evaluate("(element) => element.focus()", before);
    }

    private static String focus(Page page) {
        return (String) page.evaluate(FOCUS);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
