package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.cli.api.EngramApi;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A learner from the first sign-in to answers given without a network. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class LearnerStoryTest {
    /** The worker answers for this page and has all files that it names: it loads most of them after it has begun. */
    private static final String IS_KEPT = """
            async () => {
              if (navigator.serviceWorker.controller === null) {
                return false;
              }
              const worker = await (await fetch("/service-worker.js")).text();
              const { FIRST, LATER } = JSON.parse(/^const BUILD = (.*);$/m.exec(worker)[1]);
              const kept = await Promise.all([...FIRST, ...LATER].map((path) => caches.match(path)));
              return kept.every((file) => file !== undefined);
            }""";

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "phone-dark"})
    void shouldCountEveryAnswerThroughALostNetworkAndAKilledTab(String name, PagesStack stack) throws Exception {
        // given: somebody who has just got an account
        var screen = name.equals("desktop") ? Screen.DESKTOP : Screen.PHONE_DARK;
        var username = "reader-" + name;
        var api = stack.newPerson(username, "learner");
        try (var window = stack.browser().open(screen);
                var other = stack.browser().open(screen)) {
            // when: they join the public deck and answer ten cards by keyboard
            var page = window.signIn(username, PagesStack.PASSWORD);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join: " + stack.deckTitle()))
                    .click();
            answer(page, 10);
            // then
            await().atMost(Duration.ofSeconds(30)).until(() -> answers(api) == 10);
            // when: all that the page needs without a network is here, the network is lost, three more, and the tab is
            // killed
            page.waitForCondition(() -> (boolean) page.evaluate(IS_KEPT));
            window.context().setOffline(true);
            answer(page, 3);
            // then: they are kept here and not there
            page.getByText("3 answers are kept on this device").first().waitFor();
            assertThat(answers(api)).isEqualTo(10);
            // when: the tab dies, and another one opens without a network
            page.close();
            var again = window.context().newPage();
            Window.go(again, "/review");
            // when
            window.context().setOffline(false);
            // then
            await().atMost(Duration.ofSeconds(60)).until(() -> answers(api) == 13);
            window.expectNoErrors();
            // and: another browser of theirs shows them
            var elsewhere = other.signIn(username, PagesStack.PASSWORD);
            await().pollInSameThread().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Window.go(elsewhere, "/learning");
                assertThat(elsewhere.locator("main").innerText()).contains("13 answers");
            });
            other.expectNoErrors();
        }
    }

    /** By keyboard: space shows the answer, 4 rates it Easy, which ends the card for today. */
    private static void answer(Page page, int cards) {
        for (int card = 0; card < cards; card++) {
            PagePeople.showAnswer(page);
            page.keyboard().press("4");
        }
    }

    private static int answers(EngramApi api) {
        try {
            JsonNode recent = api.get("/reviews/recent", Map.of("limit", "100"));
            return recent.path("reviews").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
