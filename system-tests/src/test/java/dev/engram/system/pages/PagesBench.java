package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code ./engram bench pages}: how long people wait, in a Chromium on the same machine as the stack. Prints; nothing is judged but that
 * everything was shown. {@code docs/performance.md} has the figures.
 */
@Tag("pages-bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesBench {
    private static final String PASSWORD = "benches-of-one-learner";
    private static final int CARDS = 5_000;
    private static final int ROUNDS = 20;

    private RunningStack stack;
    private PageBrowser browser;

    @BeforeAll
    void start() throws Exception {
        stack = RunningStack.start("engram pages bench ");
        var text = "Facts\n"
                + IntStream.range(0, CARDS)
                        .mapToObj(card -> "What is fact %d?\nfacts::part%d\nIt is number %d.\n"
                                .formatted(card, card % 200, card * 7))
                        .collect(Collectors.joining());
        var deck = stack.importDeck(text).id();
        PagesStack.createAccount(stack, "bench", PASSWORD, "learner");
        var learner = EngramApi.at(stack.stack().url()).signIn("bench", PASSWORD);
        learner.put("/decks/" + deck + "/membership");
        learner.put("/plan", JsonNodeFactory.instance.objectNode().put("newCardsPerDay", CARDS));
        browser = new PageBrowser(stack.stack().url());
    }

    @AfterAll
    void stop() {
        browser.close();
        stack.close();
    }

    private static void report(String what, List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                "bench: %-62s median %7.1f ms   p95 %7.1f ms   n %d%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1),
                sorted.size());
    }

    private static List<Double> rounds(int n, Callable<Double> round) throws Exception {
        var found = new ArrayList<Double>();
        for (int i = 0; i < n; i++) {
            found.add(round.call());
        }
        return found;
    }

    /** From the start of the navigation to the first card on the screen, by the clock of the page. */
    private static double firstCard(Page page) {
        page.navigate("/review");
        showAnswer(page).waitFor();
        return ((Number) page.evaluate("performance.now()")).doubleValue();
    }

    private static Locator showAnswer(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show answer"));
    }

    @Test
    void shouldShowTheFirstCard() throws Exception {
        var state = new String[1];
        try (var window = browser.open(Screen.PHONE)) {
            window.signIn("bench", PASSWORD);
            state[0] = window.context().storageState();
        }
        // no service worker and nothing kept: all comes from the server
        report("first card, warm server, nothing kept in the browser", rounds(ROUNDS, () -> {
            try (var window = browser.open(Screen.PHONE, state[0])) {
                return firstCard(window.context().newPage());
            }
        }));
        try (var window = browser.open(Screen.PHONE, state[0])) {
            var page = window.context().newPage();
            firstCard(page);
            page.waitForFunction("navigator.serviceWorker.controller !== null");
            report("first card from the service worker", rounds(ROUNDS, () -> firstCard(page)));
            window.context().setOffline(true);
            report("first card without a network", rounds(ROUNDS, () -> firstCard(page)));
        }
    }

    @Test
    void shouldShowTheNextCard() throws Exception {
        try (var window = browser.open(Screen.DESKTOP)) {
            var page = window.signIn("bench", PASSWORD);
            Window.go(page, "/review");
            var millis = rounds(100, () -> {
                showAnswer(page).waitFor();
                page.keyboard().press("Space");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Easy"))
                        .waitFor();
                // from the key to the frame in which another question stands
                return ((Number) page.evaluate("""
                        () => new Promise((done) => {
                          const from = performance.now();
                          const before = document.querySelector("[data-card]").dataset.card;
                          const look = () => document.querySelector("[data-card]")?.dataset.card === before
                              ? requestAnimationFrame(look) : done(performance.now() - from);
                          document.dispatchEvent(new KeyboardEvent("keydown", { key: "4", code: "Digit4", bubbles: true }));
                          requestAnimationFrame(look);
                        })""")).doubleValue();
            });
            report("answer to next card, %,d cards in the queue".formatted(CARDS), millis);
        }
    }

    /** The same call through the gateway and straight at the service, in turns. */
    @Test
    void shouldAddLittleAtTheGateway() throws Exception {
        var learner = UUID.randomUUID();
        var client = HttpClient.newHttpClient();
        var direct = new ArrayList<Double>();
        var proxied = new ArrayList<Double>();
        var inner = stack.tokens().withAudience("engram-reviews");
        for (int round = 0; round < 2_000; round++) {
            proxied.add(millis(
                    client,
                    stack.stack().url().resolve("/api/v1/plan"),
                    stack.tokens().learner(learner)));
            direct.add(millis(
                    client,
                    URI.create("http://127.0.0.1:" + stack.stack().ports().of(StackPart.REVIEW) + "/api/v1/plan"),
                    inner.learner(learner)));
        }
        report("GET /plan at review-service", direct.subList(500, direct.size()));
        report("GET /plan through the gateway", proxied.subList(500, proxied.size()));
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
