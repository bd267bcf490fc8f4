package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator finds an event that could not be applied, sees why, and has it applied once its cause is gone. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class OperatorStoryTest {
    private static final String PLANTED = "<script>window.planted = true</script>";

    private final DeckId deck = new DeckId(UUID.randomUUID());
    private final LearnerId owner = new LearnerId(UUID.randomUUID());

    @Test
    void shouldApplyAParkedEventFromThePage(PagesStack stack) throws Exception {
        // given: the second event of a deck whose first has been lost, so that both catalogues park it
        append(
                stack,
                new CardAdded(
                        new CommitStamp(deck, 2, 0, 1, owner, Instant.now()),
                        Generate.cardId(new Random(7)),
                        1,
                        0,
                        new CardContent(PLANTED, "test", List.of(), null, null)));
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            var page = window.signIn("operator", PagesStack.PASSWORD);
            for (var service : List.of("review-service", "analytics-service")) {
                // when
                open(page, service);
                // then: it says what is wrong with which deck
                var row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("version-gap"));
                assertThat(row).containsText(deck.toString());
                expectContent(page);
                // when: its cause is still there
                button(page, "Apply again").click();
                // then
                assertThat(page.getByText("0 of 1 event could be applied.")).isVisible();
            }
            // when: what was lost is found
            append(
                    stack,
                    new DeckCreated(
                            new CommitStamp(deck, 1, 0, 1, owner, Instant.now()), owner, List.of("Found"), "Found"));
            for (var service : List.of("review-service", "analytics-service")) {
                open(page, service);
                // then: as soon as the catalogue has it, the other one can be applied
                Awaitility.await()
                        .pollInSameThread()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> isApplied(page));
                assertThat(page.getByText("1 of 1 event could be applied.")).isVisible();
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("No event is parked")))
                        .isVisible();
            }
            Window.go(page, "/operations");
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("parked event")))
                    .hasCount(0);
            window.expectNoErrors();
        }
    }

    /** Asks once to apply it. @return what the answer says, since the page still shows what came of the time before */
    private static boolean isApplied(Page page) {
        var answer = page.waitForResponse(
                response -> response.url().endsWith("/parked/replay"),
                () -> button(page, "Apply again").click());
        return answer.ok() && answer.text().contains("\"applied\":true");
    }

    /** Follows the link of the catalogue of a service, which appears at the next look of the page. */
    private static void open(Page page, String service) {
        Window.go(page, "/operations");
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(service))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Show 1 parked event"))
                .click();
        Window.settle(page);
    }

    /** The record as it stands in the log, as text. */
    private static void expectContent(Page page) {
        button(page, "Show").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("engram.card.added.v1");
        assertThat(dialog).containsText(PLANTED);
        PageLook.expectReadable(page, "state-parked", List.of(Screen.DESKTOP));
        PageLook.expectHarmless(page, "a parked event");
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void append(PagesStack stack, DeckEvent event) throws Exception {
        var encoded = DeckEvents.codec().encode(event);
        stack.stack().append("engram.cards", encoded.key(), encoded);
    }
}
