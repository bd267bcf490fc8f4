package dev.engram.system.pages;

import com.microsoft.playwright.Page;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page at every width, light and dark: nothing that axe finds, nothing wider than the screen, no error in the console. The pictures
 * are left in target/pages, and with -Dengram.images.update=true in docs/images.
 */
@Tag("pages")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(PagesStack.class)
class EveryPageTest {

    private static final List<Screen> SCREENS =
            List.of(Screen.DESKTOP, Screen.DESKTOP_DARK, Screen.TABLET, Screen.PHONE, Screen.PHONE_DARK);

    static Stream<Arguments> people() {
        return PagesStack.people().stream()
                .flatMap(person -> SCREENS.stream().map(screen -> Arguments.of(person, screen)));
    }

    @ParameterizedTest
    @MethodSource("people")
    void shouldBeReadableByEverybody(PagesStack.Person person, Screen screen, PagesStack stack) {
        try (var window = stack.browser().open(screen)) {
            // given
            var page = window.signIn(person.username(), person.password());
            for (var view : person.views()) {
                // when
                Window.go(page, view.address());
                view.open().accept(page);
                Window.settle(page);
                // then
                picture(page, view.name(), screen);
                PageBrowser.expectAccessible(page, view.address() + " at " + screen.name());
                window.expectNoErrors();
            }
        }
    }

    private static void picture(Page page, String name, Screen screen) {
        var file = name + "-" + screen.name() + ".png";
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PagesStack.pictures().resolve(file))
                .setFullPage(true));
        if (Boolean.getBoolean("engram.images.update") && PagesStack.isShown(screen)) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(System.getProperty("engram.root"), "docs", "images", file)));
        }
    }
}
