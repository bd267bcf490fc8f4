package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import dev.engram.system.pages.PagePeople.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** What is looked for in everything that a page shows: findings of axe, and whether it is wider than its window. */
final class PageLook {
    private static final Map<String, Object> STANDARD =
            Map.of("type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));
    private static final String COLOURS = "color-contrast";

    private static final String AXE = """
            (options) => axe.run(document, options).then(({ violations }) =>
              violations.flatMap(({ id, help, nodes }) =>
                nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`)))""";

    /** Charts are drawn anew a frame after the width has changed. */
    private static final String DRAWN =
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

    private static final String TOO_WIDE =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static final String ACTIVE = "main script, dialog script, [onerror], [onload], a[href^='javascript']";

    private PageLook() {}

    /** A test that shows all that a person looks at on these screens. @param prepare what is done after the sign-in */
    static DynamicTest test(PagesStack stack, Person person, List<Screen> screens, Consumer<Window> prepare) {
        var first = screens.getFirst();
        return DynamicTest.dynamicTest(person + ", " + first.name(), () -> {
            try (var window = stack.browser().open(first)) {
                // given
                var page = window.signIn(person.username(), person.password());
                prepare.accept(window);
                for (var view : person.views()) {
                    // when
                    page.setViewportSize(first.width(), first.height());
                    Window.go(page, view.address());
                    view.open().accept(page);
                    // then
                    expectReadable(page, view.name(), screens);
                }
                window.expectNoErrors();
            }
        });
    }

    /** No script that somebody has written into a text has run or can run, wherever it is shown. */
    static void expectHarmless(Page page, String name) {
        assertThat(page.evaluate("window.planted === undefined")).as(name).isEqualTo(true);
        assertThat(page.locator(ACTIVE).count()).as(name).isZero();
    }

    /** Shows the page on these screens one after the other, without loading it again; leaves a picture where something is found. */
    static void expectReadable(Page page, String name, List<Screen> screens) {
        Assertions.assertAll(screens.stream().map(screen -> () -> {
            page.setViewportSize(screen.width(), screen.height());
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(screen.scheme()));
            page.evaluate(DRAWN);
            Window.settle(page);
            expectReadable(page, name, screen);
        }));
    }

    private static void expectReadable(Page page, String name, Screen screen) {
        var at = name + " at " + screen.name();
        try {
            assertThat(findings(page, screen)).as("axe, " + at).isEmpty();
            assertThat((int) page.evaluate(TOO_WIDE))
                    .as("pixels that " + at + " is wider than its window")
                    .isNotPositive();
        } catch (AssertionError found) {
            picture(page, PagesStack.pictures(), name, screen, true);
            throw found;
        }
        if (Boolean.getBoolean("engram.images.update") && PagesStack.isShown(screen) && !name.startsWith("state-")) {
            picture(page, Path.of(System.getProperty("engram.root"), "docs", "images"), name, screen, false);
        }
    }

    private static List<?> findings(Page page, Screen screen) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        return (List<?>) page.evaluate(AXE, optionsFor(screen));
    }

    /** Dark differs from light in its colours only, a tablet from a desktop in everything but its colours, which take longest. */
    private static Map<String, Object> optionsFor(Screen screen) {
        var isDark = screen.scheme() == ColorScheme.DARK;
        var colours = Map.of(COLOURS, Map.of("enabled", !screen.equals(Screen.TABLET)));
        return Map.of(
                "runOnly", isDark ? Map.of("type", "rule", "values", List.of(COLOURS)) : STANDARD,
                "rules", isDark ? Map.of() : colours,
                "resultTypes", List.of("violations"));
    }

    private static void picture(Page page, Path folder, String name, Screen screen, boolean isWhole) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + "-" + screen.name() + ".png"))
                .setFullPage(isWhole));
    }
}
