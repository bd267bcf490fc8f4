package dev.engram.system.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A teacher looks at the class of the simulated demo: who knows what, who may need help and why, and takes the figures along. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class TeacherStoryTest {

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "phone-dark"})
    void shouldFindWhoNeedsHelp(String name, PagesStack stack) throws Exception {
        var screen = name.equals("desktop") ? Screen.DESKTOP : Screen.PHONE_DARK;
        try (var window = stack.browser().open(screen)) {
            // given
            var page = window.signIn("teacher", "teach-transformers");
            Window.go(page, "/classes");
            page.locator("main a[href='/classes/" + stack.cohortId() + "']")
                    .first()
                    .click();
            Window.settle(page);
            // when
            tab(page, "Learners and topics");
            // then: a line for each learner, a number for each topic
            var grid = page.getByRole(AriaRole.TABLE, named("Mastery of each learner, topic by topic"));
            var learners = grid.getByRole(AriaRole.ROWHEADER).allInnerTexts();
            assertThat(learners).hasSizeGreaterThan(10).contains("amira-s1");
            assertThat(grid.getByRole(AriaRole.CELL).first()).containsText(Pattern.compile("^\\d+"));
            // when
            var download = page.waitForDownload(
                    () -> page.getByRole(AriaRole.BUTTON, named("CSV")).first().click());
            // then: the file has the same learners
            assertThat(Files.readString(download.path())).contains(learners);
            // when
            tab(page, "At risk");
            // then: each with a reason and its numbers
            var risks = page.locator("main ul.reasons");
            assertThat(risks.count()).isPositive();
            assertThat(risks.first()).containsText(Pattern.compile("not studying|backlog|low retention|mastery falls"));
            assertThat(risks.first()).containsText(Pattern.compile("\\d"));
            // when
            var atRisk = page.getByRole(AriaRole.ROWHEADER).first().innerText();
            page.getByRole(AriaRole.ROWHEADER).first().getByRole(AriaRole.LINK).click();
            Window.settle(page);
            // then: the person beside the medians of the class, with the same reasons
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText(atRisk);
            assertThat(page.locator("main ul.reasons").first()).isVisible();
            assertThat(page.getByRole(AriaRole.IMG, named("Mastery beside the median of the class")))
                    .isVisible();
            window.expectNoErrors();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "phone-dark"})
    void shouldSetAnExamDate(String name, PagesStack stack) throws Exception {
        // given: a class of their own, so that the figures of others stay as they are
        var screen = name.equals("desktop") ? Screen.DESKTOP : Screen.PHONE_DARK;
        var username = "examiner-" + name;
        stack.newPerson(username, "teacher");
        try (var window = stack.browser().open(screen)) {
            var page = window.signIn(username, PagesStack.PASSWORD);
            Window.go(page, "/classes");
            page.getByRole(AriaRole.BUTTON, named("Make your first class")).click();
            var dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Name").fill("Class of " + name);
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Make the class"))
                    .click();
            assertThat(page.getByText("This code is shown now and never again")).isVisible();
            // when
            tab(page, "Settings");
            var exam = LocalDate.now().plusDays(40);
            page.getByLabel("Exam date").fill(exam.toString());
            page.getByRole(AriaRole.BUTTON, named("Save")).click();
            // then
            assertThat(page.getByText("Saved.")).isVisible();
            assertThat(page.locator("main .page-head")).containsText(String.valueOf(exam.getYear()));
            PageLook.expectReadable(page, "state-class-settings", List.of(screen));
            window.expectNoErrors();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static void tab(Page page, String name) {
        page.getByRole(AriaRole.NAVIGATION, named("Views of the class"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                .click();
        Window.settle(page);
    }
}
