package dev.engram.system.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A stack after {@code ./engram demo --class} and a browser, once for all tests of this package; a test gets it as a parameter. */
public final class PagesStack implements BeforeAllCallback, ParameterResolver {
    static final String PASSWORD = "several words for every page";
    private static @Nullable Shared shared;
    /** Why there is none; each class would start and lose another stack. */
    private static @Nullable Throwable failure;

    /** What the demo has made: a deck with a card, and a class that studies it. */
    private record Shared(
            RunningStack stack,
            PageBrowser browser,
            EngramApi administrator,
            String deckId,
            String deckTitle,
            String cardId,
            String cohortId)
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
            if (failure != null) {
                throw new IllegalStateException("the pages have no stack: " + failure.getMessage(), failure);
            }
            if (shared == null) {
                shared = begin();
                context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put("pages", shared);
            }
        }
    }

    private static Shared begin() throws IOException, InterruptedException {
        RunningStack stack = null;
        try {
            stack = RunningStack.start("engram pages ");
            return fill(stack);
        } catch (Throwable thrown) {
            failure = thrown;
            if (stack != null) {
                stack.close();
            }
            throw thrown;
        }
    }

    private static Shared fill(RunningStack stack) throws IOException, InterruptedException {
        Command.run(stack, "demo", "--class").expect(0);
        createFirstAccount(stack, "administrator", PASSWORD, "administrator");
        var gateway = EngramApi.at(stack.stack().url());
        var administrator = gateway.signIn("administrator", PASSWORD);
        for (var role : List.of("operator", "researcher")) {
            createAccount(gateway, administrator, role, role);
        }
        var author = gateway.signIn("author", "write-transformers");
        var decks = author.get("/decks", Map.of()).path("decks");
        var deck = first(decks, "deckId");
        var card = first(author.get("/decks/" + deck + "/cards", Map.of()).path("cards"), "cardId");
        var teacher = gateway.signIn("teacher", "teach-transformers");
        var cohort = first(teacher.get("/cohorts", Map.of()).path("cohorts"), "cohortId");
        Files.createDirectories(pictures());
        return new Shared(
                stack, new PageBrowser(stack.stack().url()), administrator, deck, first(decks, "title"), card, cohort);
    }

    private static String first(JsonNode list, String field) {
        return list.path(0).path(field).asText();
    }

    /** As {@code ./engram account create NAME --role ROLE --password-stdin} does, which needs nobody who has an account. */
    static void createFirstAccount(RunningStack stack, String username, String password, String role)
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

    private static void createAccount(EngramApi gateway, EngramApi administrator, String username, String... roles)
            throws IOException, InterruptedException {
        var json = JsonNodeFactory.instance;
        var account = json.objectNode().put("username", username);
        List.of(roles).forEach(account.putArray("roles")::add);
        var link = administrator
                .post("/accounts", account)
                .at("/passwordLink/link")
                .asText();
        gateway.post(
                "/password-resets",
                json.objectNode()
                        .put("token", link.substring(link.indexOf('=') + 1))
                        .put("password", PASSWORD));
    }

    /** Somebody new, with {@link #PASSWORD}. @return the API for this person */
    EngramApi newPerson(String username, String... roles) throws IOException, InterruptedException {
        var gateway = EngramApi.at(stack().stack().url());
        createAccount(gateway, here().administrator(), username, roles);
        return gateway.signIn(username, PASSWORD);
    }

    PageBrowser browser() {
        return here().browser();
    }

    RunningStack stack() {
        return here().stack();
    }

    String deckId() {
        return here().deckId();
    }

    String deckTitle() {
        return here().deckTitle();
    }

    String cardId() {
        return here().cardId();
    }

    String cohortId() {
        return here().cohortId();
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
