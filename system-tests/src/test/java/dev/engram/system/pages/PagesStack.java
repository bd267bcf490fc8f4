package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.stack.AccountProcess;
import dev.engram.system.Command;
import dev.engram.system.RunningStack;
import dev.engram.system.pages.PageBrowser.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A stack after {@code ./engram demo --class} and a browser, once for all tests of this package; a test gets it as a parameter. */
public final class PagesStack implements BeforeAllCallback, ParameterResolver {
    private static final String PASSWORD = "page-tests-of-everybody";
    private static @Nullable Shared shared;

    /** What a person looks at. @param open what is done on the page before it is looked at */
    record View(String name, String address, Consumer<Page> open) {
        View(String name, String address) {
            this(name, address, _ -> {});
        }
    }

    record Person(String username, String password, List<View> views) {
        @Override
        public String toString() {
            return username;
        }
    }

    private record Shared(RunningStack stack, PageBrowser browser, String deckId, String cardId, String cohortId)
            implements AutoCloseable {
        @Override
        public void close() {
            browser.close();
            stack.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        synchronized (PagesStack.class) {
            if (shared == null) {
                shared = begin();
                context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put("pages", shared);
            }
        }
    }

    private static Shared begin() throws IOException, InterruptedException {
        var stack = RunningStack.start("engram pages ");
        Command.run(stack, "demo", "--class").expect(0);
        for (var role : List.of("operator", "administrator", "researcher")) {
            createAccount(stack, role, PASSWORD, role);
        }
        var author = EngramApi.at(stack.stack().url()).signIn("author", "write-transformers");
        var deck = first(author.get("/decks", Map.of()).path("decks"), "deckId");
        var card = first(author.get("/decks/" + deck + "/cards", Map.of()).path("cards"), "cardId");
        var teacher = EngramApi.at(stack.stack().url()).signIn("teacher", "teach-transformers");
        var cohort = first(teacher.get("/cohorts", Map.of()).path("cohorts"), "cohortId");
        Files.createDirectories(pictures());
        return new Shared(stack, new PageBrowser(stack.stack().url()), deck, card, cohort);
    }

    /** As {@code ./engram account create NAME --role ROLE --password-stdin} does. */
    static void createAccount(RunningStack stack, String username, String password, String role)
            throws IOException, InterruptedException {
        var arguments = List.of("create", username, "--role", role, "--password-stdin");
        var process = AccountProcess.of(stack.stack(), arguments)
                .redirectErrorStream(true)
                .start();
        try (var typed = process.getOutputStream()) {
            typed.write((password + "\n").getBytes(StandardCharsets.UTF_8));
        }
        var says = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(says).isZero();
    }

    private static String first(JsonNode list, String field) {
        return list.path(0).path(field).asText();
    }

    static List<Person> people() {
        var here = here();
        return List.of(
                new Person(
                        "learner",
                        "learn-transformers",
                        List.of(
                                new View("review", "/review"),
                                new View(
                                        "review-answer",
                                        "/review",
                                        page -> page.keyboard().press("Space")),
                                new View("account", "/account"),
                                new View("definitions", "/definitions#mastery"),
                                new View("design", "/design"))),
                new Person(
                        "amira-s1",
                        "learn-transformers",
                        List.of(
                                new View("learning", "/learning"),
                                new View("learning-tag", "/learning/tags?tag=attention"),
                                new View("learning-retention", "/learning/retention"),
                                new View("learning-plan", "/learning/plan"))),
                new Person(
                        "teacher",
                        "teach-transformers",
                        List.of(
                                new View("classes", "/classes"),
                                new View("class", "/classes/" + here.cohortId()),
                                new View("class-grid", "/classes/" + here.cohortId() + "?tab=grid"),
                                new View("class-risks", "/classes/" + here.cohortId() + "?tab=risks"))),
                new Person(
                        "author",
                        "write-transformers",
                        List.of(
                                new View("decks", "/decks"),
                                new View("deck", "/decks/" + here.deckId()),
                                new View("card", "/decks/" + here.deckId() + "/cards/" + here.cardId()))),
                new Person("researcher", PASSWORD, List.of(new View("hardness", "/hardness"))),
                new Person("operator", PASSWORD, List.of(new View("operations", "/operations"))),
                new Person("administrator", PASSWORD, List.of(new View("people", "/people"))));
    }

    PageBrowser browser() {
        return here().browser();
    }

    RunningStack stack() {
        return here().stack();
    }

    private static Shared here() {
        if (shared == null) {
            throw new IllegalStateException("the stack is started before the first test");
        }
        return shared;
    }

    static Path pictures() {
        return Path.of(System.getProperty("engram.root"), "system-tests", "target", "pages");
    }

    /** Which pictures the documents show. */
    static boolean isShown(Screen screen) {
        return screen.equals(Screen.DESKTOP) || screen.equals(Screen.PHONE_DARK);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PagesStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return this;
    }
}
