package dev.engram.system.pages;

import dev.engram.system.pages.PageBrowser.Screen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page at every width, light and dark: nothing that axe finds, nothing wider than the screen, no error in the console. Pictures
 * of what is found are left in target/pages; with -Dengram.images.update=true those of the documents are made anew.
 */
@Tag("pages")
@ExtendWith(PagesStack.class)
class EveryPageTest {

    /** Screens of one device: a page is loaded once and then shown on each of them. */
    private static final List<List<Screen>> DEVICES = List.of(
            List.of(Screen.DESKTOP, Screen.DESKTOP_DARK, Screen.TABLET), List.of(Screen.PHONE, Screen.PHONE_DARK));

    @TestFactory
    Stream<DynamicTest> shouldBeReadableByEverybody(PagesStack stack) {
        return PagePeople.ofTheDemo(stack).stream()
                .flatMap(person -> DEVICES.stream().map(screens -> PageLook.test(stack, person, screens, _ -> {})));
    }
}
