package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.stack.StackPart;
import dev.engram.system.RunningStack;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PageBrowser.Window;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code ./engram bench pages}: how long people wait, in a Chromium on the same machine as the stack, with a deck of 5,000 cards under
 * 200 tags. Prints a table; nothing is judged but that everything was shown. {@code docs/performance.md} has the figures.
 */
@Tag("pages-bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesBench {
    private static final String PASSWORD = "how long one learner waits";
    private static final int CARDS = 5_000;
    private static final int ROUNDS = 20;
    private static final int ANSWERS = 100;
    private static final int CALLS = 1_500;
    private static final int WARM_UP = 500;

    /** When the first card was painted, and how long each interaction took until the next paint, as Chromium tells it. */
    private static final String WATCH = """
            new MutationObserver((_, observer) => {
              if (document.querySelector("[data-card]")) {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => (window.firstCardAt = performance.now())));
              }
            }).observe(document, { childList: true, subtree: true });
            window.interactions = [];
            new PerformanceObserver((list) => list.getEntries().forEach(({ interactionId, duration }) => interactionId && window.interactions.push(duration)))
              .observe({ type: "event", durationThreshold: 16, buffered: true });
            new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.interactions.push(duration)))
              .observe({ type: "longtask" });""";

    /** From the key to the frame in which another question stands. */
    private static final String NEXT_CARD = """
            () => new Promise((done) => {
              const from = performance.now();
              const before = document.querySelector("[data-card]").dataset.card;
              const look = () => (document.querySelector("[data-card]")?.dataset.card ?? before) === before
                  ? requestAnimationFrame(look) : done(performance.now() - from);
              document.dispatchEvent(new KeyboardEvent("keydown", { key: "4", code: "Digit4", bubbles: true }));
              requestAnimationFrame(look);
            })""";

    private final BenchTable table = new BenchTable();
    private RunningStack stack;
    private PageBrowser browser;
    private String deck;
    private String state;

    @BeforeAll
    void start() throws Exception {
        stack = RunningStack.start("engram pages bench ");
        var text = "Facts\n"
                + IntStream.range(0, CARDS)
                        .mapToObj(card -> "What is fact %d?\nfacts::part%d\nIt is number %d.\n"
                                .formatted(card, card % 200, card * 7))
                        .collect(Collectors.joining());
        deck = stack.importDeck(text).id();
        PagesStack.createFirstAccount(stack, "bench", PASSWORD, "learner");
        var learner = EngramApi.at(stack.stack().url()).signIn("bench", PASSWORD);
        learner.put("/decks/" + deck + "/membership");
        learner.put("/plan", JsonNodeFactory.instance.objectNode().put("newCardsPerDay", CARDS));
        browser = new PageBrowser(stack.stack().url());
        try (var window = browser.open(Screen.PHONE)) {
            Window.go(window.signIn("bench", PASSWORD), "/review");
            state = window.context().storageState();
        }
    }

    @AfterAll
    void stop() {
        table.print();
        browser.close();
        stack.close();
    }

    @Test
    @Order(1)
    void shouldShowTheFirstCard() throws Exception {
        // no service worker and nothing kept: all comes from the server
        table.add("first card, warm server, nothing kept in the browser", "< 1,000 ms", rounds(ROUNDS, () -> {
            try (var window = window(Screen.PHONE)) {
                return firstCard(window.context().newPage());
            }
        }));
        try (var window = window(Screen.PHONE)) {
            var page = window.context().newPage();
            firstCard(page);
            await(page, "navigator.serviceWorker.controller !== null");
            untilKept(window, page);
            table.add("first card from the service worker", "< 300 ms", rounds(ROUNDS, () -> firstCard(page)));
            window.context().setOffline(true);
            table.add("first card without a network", "< 300 ms", rounds(ROUNDS, () -> firstCard(page)));
        }
    }

    @Test
    @Order(2)
    void shouldShowTheNextCard() throws Exception {
        try (var window = window(Screen.DESKTOP)) {
            var page = window.context().newPage();
            Window.go(page, "/review");
            table.add("answer to next card, %,d cards in the queue".formatted(CARDS), "< 50 ms", rounds(ANSWERS, () -> {
                PagePeople.showAnswer(page);
                return ((Number) page.evaluate(NEXT_CARD)).doubleValue();
            }));
        }
    }

    @Test
    @Order(3)
    void shouldRespondWithManyCards() throws Exception {
        try (var window = window(Screen.DESKTOP)) {
            var page = window.context().newPage();
            Window.go(page, "/decks/" + deck);
            var search = page.getByRole(AriaRole.SEARCHBOX).first();
            search.focus();
            interact(
                    "search in %,d cards, each key".formatted(CARDS),
                    page,
                    round -> page.keyboard().press(round % 10 < 5 ? String.valueOf(round % 5) : "Backspace"));
            search.fill("");
            interact(
                    "turn the pages of %,d cards".formatted(CARDS),
                    page,
                    round -> button(page, "Next").click());
            Window.go(page, "/learning");
            interact(
                    "sort 200 topics", page, round -> button(page, "Recall now").click());
            var fold = page.locator("button.fold").first();
            interact("fold or open 200 topics", page, round -> fold.click());
        }
    }

    private interface Interaction {
        void once(int round);
    }

    /** The longest event or task after each interaction; Chromium reports no event that takes less than 16 ms, which then counts as 16. */
    private void interact(String what, Page page, Interaction interaction) throws Exception {
        var round = new int[1];
        table.add(what, "< 200 ms", rounds(ROUNDS, () -> {
            page.evaluate("() => { window.interactions = []; }");
            interaction.once(round[0]++);
            return ((Number) page.evaluate("""
                    () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(Math.max(16, ...window.interactions)), 400)))""")).doubleValue();
        }));
    }

    /** The same call through the gateway and straight at the service, in turns. */
    @Test
    @Order(4)
    void shouldAddLittleAtTheGateway() throws Exception {
        var learner = UUID.randomUUID();
        var direct = new ArrayList<Double>();
        var proxied = new ArrayList<Double>();
        var inner = stack.tokens().withAudience("engram-reviews");
        var service = URI.create("http://127.0.0.1:" + stack.stack().ports().of(StackPart.REVIEW));
        try (var client = HttpClient.newHttpClient()) {
            for (int call = 0; call < WARM_UP + CALLS; call++) {
                proxied.add(millis(
                        client,
                        stack.stack().url().resolve("/api/v1/plan"),
                        stack.tokens().learner(learner)));
                direct.add(millis(client, service.resolve("/api/v1/plan"), inner.learner(learner)));
            }
        }
        var measuredDirect = direct.subList(WARM_UP, direct.size());
        var measuredProxied = proxied.subList(WARM_UP, proxied.size());
        table.add("GET /plan at review-service", "", measuredDirect);
        table.add("GET /plan through the gateway", "", measuredProxied);
        table.add(
                "what the gateway adds at the median",
                "< 3 ms",
                BenchTable.text(median(measuredProxied) - median(measuredDirect)),
                "",
                "");
    }

    @Test
    @Order(5)
    void shouldSatisfyLighthouse() throws Exception {
        var lighthouse = new Lighthouse(PageBrowser.executable());
        String cookie;
        try (var window = window(Screen.PHONE)) {
            cookie = window.context().cookies().stream()
                    .map(one -> one.name + "=" + one.value)
                    .collect(Collectors.joining("; "));
        }
        for (var page : List.of("/", "/review", "/learning")) {
            var address = stack.stack().url().resolve(page);
            var report = lighthouse.report(address, page.equals("/") ? "" : cookie);
            assertThat(report.path("finalDisplayedUrl").asText()).isEqualTo(address.toString());
            for (var category : List.of("performance", "accessibility", "best-practices")) {
                var score = report.at("/categories/" + category + "/score").asDouble();
                table.add(
                        "Lighthouse, %s: %s".formatted(page, category),
                        ">= 95",
                        String.valueOf(Math.round(score * 100)),
                        "",
                        "1");
            }
            report.path("audits").forEach(audit -> {
                if (audit.path("score").isNumber() && audit.path("score").asDouble() < 0.9) {
                    System.out.printf(
                            "bench: Lighthouse, %s: %s %s%n",
                            page,
                            audit.path("title").asText(),
                            audit.path("displayValue").asText());
                }
            });
        }
    }

    private Window window(Screen screen) {
        var window = browser.open(screen, state);
        window.context().addInitScript(WATCH);
        return window;
    }

    private static List<Double> rounds(int n, Callable<Double> round) throws Exception {
        var found = new ArrayList<Double>();
        for (int i = 0; i < n; i++) {
            found.add(round.call());
        }
        return found;
    }

    /** From the start of the navigation until the first card is painted, by the clock of the page. */
    private static double firstCard(Page page) {
        page.navigate("/review");
        await(page, "window.firstCardAt !== undefined");
        return ((Number) page.evaluate("window.firstCardAt")).doubleValue();
    }

    /** The queue is kept when all of it has been read, which the next load would break off: until a card is shown without a network. */
    private static void untilKept(Window window, Page page) {
        for (int tries = 0; tries < 10; tries++) {
            page.waitForTimeout(5_000);
            window.context().setOffline(true);
            page.navigate("/review");
            try {
                page.waitForSelector("[data-card]", new Page.WaitForSelectorOptions().setTimeout(3_000));
                window.context().setOffline(false);
                return;
            } catch (TimeoutError notYet) {
                window.context().setOffline(false);
                page.navigate("/review");
            }
        }
        throw new AssertionError("no card is kept");
    }

    /** By questions from here: the policy of the pages lets no text be run as a script in them. */
    private static void await(Page page, String condition) {
        page.waitForCondition(() -> (boolean) page.evaluate(condition));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    private static double median(List<Double> millis) {
        return BenchTable.at(millis.stream().sorted().toList(), 0.5);
    }

    private static double millis(HttpClient client, URI address, String token) throws Exception {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        long from = System.nanoTime();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (System.nanoTime() - from) / 1e6;
    }
}
