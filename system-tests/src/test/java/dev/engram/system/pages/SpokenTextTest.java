package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a screen reader is given of reviews and mastery: roles, names and states in the order in which they are read. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class SpokenTextTest {

    @Test
    void shouldSpeakAReview(PagesStack stack) throws Exception {
        // given
        var api = stack.newPerson("listening-person", "learner");
        var joined = api.put("/decks/" + stack.deckId() + "/membership");
        api.getCaughtUp(
                "/queue", Map.of("limit", "0", "after", joined.path("position").asText()));
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            var page = window.signIn("listening-person", PagesStack.PASSWORD);
            Window.go(page, "/review");
            var main = page.getByRole(AriaRole.MAIN);
            // then
            assertThat(main).matchesAriaSnapshot("""
                    - main:
                      - heading "Review" [level=1]
                      - paragraph: /^0 of \\d+ done$/
                      - progressbar /^0 of \\d+ done$/
                      - article:
                        - region "Question"
                        - paragraph:
                          - button "Suspend s"
                          - button "Bury b"
                      - button "Show answer space"
                      - paragraph:
                        - button "Keys and help ?"
                    """);
            // when
            PagePeople.showAnswer(page);
            // then: the answer has the focus, so that it is read at once, and each button says when the card would come
            // again
            assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Answer")))
                    .isFocused();
            assertThat(main).matchesAriaSnapshot("""
                    - main:
                      - article:
                        - region "Question"
                        - region "Answer"
                      - group "How well did you know it?":
                        - button /^Again 1 \\d+/
                        - button /^Hard 2 \\d+/
                        - button /^Good 3 \\d+/
                        - button /^Easy 4 \\d+/
                    """);
            // when
            page.keyboard().press("s");
            // then: what was done is said, and how far the person is
            assertThat(main).matchesAriaSnapshot("""
                    - main:
                      - status: /Suspended. this card comes no more until you resume it/
                    """);
            window.expectNoErrors();
        }
    }

    @Test
    void shouldSpeakMastery(PagesStack stack) {
        try (var window = stack.browser().open(Screen.DESKTOP)) {
            // given
            var page = window.signIn("amira-s1", "learn-transformers");
            // when
            Window.go(page, "/learning");
            // then: headings, figures with what they stand on, the table with its order, pictures with what they show
            assertThat(page.getByRole(AriaRole.MAIN)).matchesAriaSnapshot("""
                    - main:
                      - heading "My learning" [level=1]
                      - combobox "Mastery in"
                      - textbox "As of"
                      - navigation "Parts of my learning":
                        - link "Overview"
                        - link "Topics"
                        - link "Memory"
                        - link "Plan"
                      - region "Overview":
                        - paragraph:
                          - text: To review today
                          - link "What “To review today” means"
                        - paragraph: /^\\d+$/
                        - paragraph: /^\\d+ due today, \\d+ from earlier days$/
                        - link "Review now"
                        - paragraph:
                          - text: Mastery
                          - link "What “Mastery” means"
                        - paragraph: /^[\\d.]+%$/
                        - paragraph:
                          - text: Streak
                          - link "What “Streak” means"
                        - paragraph: /^\\d+ days?$/
                      - figure "Cards falling due":
                        - heading /^Cards falling due/ [level=2]
                        - img /^Cards falling due\\. \\d+ cards? from earlier days, \\d+ today/
                        - paragraph:
                          - button "Table"
                          - button "CSV"
                      - figure "Mastery over time":
                        - img /^Mastery over time\\. Mastery went from [\\d.]+% on/
                      - region "Mastery per topic":
                        - heading /^Mastery per topic/ [level=2]
                        - region "Mastery per topic":
                          - table "Mastery per topic":
                            - rowgroup:
                              - row:
                                - columnheader "Topic"
                                - columnheader /^Mastery/
                                - columnheader /^Seen/
                                - columnheader /^Recall now/
                            - rowgroup:
                              - row:
                                - rowheader:
                                  - link
                                - cell /^\\d+% (not started|low|middle|good|high)$/
                                - cell /^\\d+ of \\d+$/
                                - cell /^\\d+%$/
                      - region "What needs attention"
                      - region "What changed"
                    """);
            window.expectNoErrors();
        }
    }
}
