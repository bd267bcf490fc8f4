package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Chromium, and windows in it. */
final class PageBrowser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Panels ask when they are near the screen: each that has not is brought there. What the page /design shows of it is a sample. */
    private static final String SETTLED = """
            () => {
              const waiting = document.querySelector(".placeholder:not(.sample *), [aria-busy=true]:not(.sample *)");
              waiting?.scrollIntoView();
              return waiting === null && document.querySelector("main") !== null;
            }""";

    /** As long as a page is waited for otherwise: a machine with other work to do must fail no test. */
    private static final int LONGEST_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final URI gateway;

    PageBrowser(URI gateway) {
        this.gateway = gateway;
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable())
                            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-extensions")));
        } catch (RuntimeException | AssertionError failure) {
            playwright.close();
            throw failure;
        }
    }

    /** That of ENGRAM_CHROMIUM, or the first in PATH that runs: chromium-browser of Ubuntu only asks for the snap. */
    static Path executable() {
        var named = System.getenv("ENGRAM_CHROMIUM");
        var found = named != null
                ? Stream.of(Path.of(named))
                : NAMES.stream()
                        .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> Path.of(folder, name)));
        return found.filter(Files::isExecutable)
                .filter(file -> named != null || runs(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no Chromium in PATH: install it (apt-get install chromium), or name it in ENGRAM_CHROMIUM"));
    }

    private static boolean runs(Path file) {
        try {
            return new ProcessBuilder(file.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notStarted) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A window of its own: other cookies, other storage. What its console reports as an error fails {@link Window#close}. */
    Window open(Screen screen) {
        return open(screen, null);
    }

    /** The same. @param state cookies of another window, as its context tells them */
    Window open(Screen screen, @Nullable String state) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setStorageState(state)
                .setBaseURL(gateway.toString())
                .setViewportSize(screen.width(), screen.height())
                .setColorScheme(screen.scheme())
                .setHasTouch(screen.width() < 600)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
        return new Window(context);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Size in CSS pixels, and light or dark. */
    record Screen(String name, int width, int height, ColorScheme scheme) {
        static final Screen DESKTOP = new Screen("desktop", 1440, 900, ColorScheme.LIGHT);
        static final Screen DESKTOP_DARK = new Screen("desktop-dark", 1440, 900, ColorScheme.DARK);
        static final Screen TABLET = new Screen("tablet", 768, 1024, ColorScheme.LIGHT);
        static final Screen PHONE = new Screen("phone", 360, 760, ColorScheme.LIGHT);
        static final Screen PHONE_DARK = new Screen("phone-dark", 360, 760, ColorScheme.DARK);
    }

    /** A browser context with the errors that its pages have reported. */
    static final class Window implements AutoCloseable {
        private final BrowserContext context;
        private final List<String> errors = new CopyOnWriteArrayList<>();

        private Window(BrowserContext context) {
            this.context = context;
            context.onWebError(error -> errors.add(error.error()));
            context.onConsoleMessage(message -> {
                // a refused request is reported by the browser itself, and shown by the page in words
                if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                    errors.add(message.text());
                }
            });
        }

        BrowserContext context() {
            return context;
        }

        /** A page at the entrance with these credentials. */
        Page signIn(String username, String password) {
            var page = context.newPage();
            page.navigate("/");
            page.fill("[name=username]", username);
            page.fill("[name=password]", password);
            page.click("form button");
            page.waitForSelector("header.top");
            return page;
        }

        /** Opens an address and waits until it has shown what it asks for. */
        static void go(Page page, String address) {
            page.navigate(address);
            settle(page);
        }

        static void settle(Page page) {
            page.waitForLoadState(LoadState.LOAD);
            page.waitForCondition(() -> (boolean) page.evaluate(SETTLED));
            page.evaluate("scrollTo(0, 0)");
        }

        /** What the policy or a script has refused since the window was opened. */
        void expectNoErrors() {
            assertThat(errors).as("errors in the console").isEmpty();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
