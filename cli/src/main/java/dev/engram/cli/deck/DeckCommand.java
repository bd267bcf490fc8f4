package dev.engram.cli.deck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram deck}: who may see a deck. */
@Command(
        name = "deck",
        description = "Say who may see a deck, or join one.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
public final class DeckCommand {
    private static final String DECK = "Id of the deck; ./engram decks lists them.";
    private static final int NOT_FOUND = 404;

    @Command(name = "publish", description = "Let everybody who signs in read a deck.")
    int publish(
            @Mixin AccountOptions account,
            @Option(names = "--private", description = "Only its owner and those it is shared with.") boolean isPrivate,
            @Parameters(paramLabel = "DECK", description = DECK) String deck)
            throws IOException, InterruptedException {
        var visibility = object().put("visibility", isPrivate ? "PRIVATE" : "PUBLIC");
        call(deck, account, (api, path) -> api.put(path + "/visibility", visibility));
        return said(
                account,
                isPrivate
                        ? "The deck is private: only you and those it is shared with see it."
                        : "The deck is public: everybody who signs in sees it.");
    }

    @Command(
            name = "share",
            description = "Share a deck with a person, take that back, or show with whom it is shared.")
    int share(
            @Mixin AccountOptions account,
            @Option(names = "--editor", description = "The person may change cards, not only read.") boolean editor,
            @Option(names = "--withdraw", description = "Take the share of the person back.") boolean withdraw,
            @Parameters(index = "0", paramLabel = "DECK", description = DECK) String deck,
            @Parameters(index = "1", paramLabel = "USER", arity = "0..1", description = "Absent: show the shares.")
                    @Nullable
                    String person)
            throws IOException, InterruptedException {
        if (person == null) {
            return shares(account, call(deck, account, (api, path) -> api.get(path + "/shares", Map.of())));
        }
        if (!person.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("USER must be a username, was " + person);
        }
        if (withdraw) {
            call(deck, account, (api, path) -> api.delete(path + "/shares/" + person));
            return said(account, person + " sees the deck no more, unless it is public.");
        }
        var role = object().put("role", editor ? "EDITOR" : "VIEWER");
        call(deck, account, (api, path) -> api.put(path + "/shares/" + person, role));
        return said(account, person + (editor ? " may read the deck and change its cards." : " may read the deck."));
    }

    private static int shares(AccountOptions account, JsonNode answer) {
        PrintWriter out = account.stack.out();
        out.println("The deck is " + answer.path("visibility").asText().toLowerCase(Locale.ROOT) + ".");
        for (JsonNode share : answer.path("shares")) {
            out.printf(
                    "%-24s %-7s since %s%s%n",
                    share.path("username").asText(),
                    share.path("role").asText().toLowerCase(Locale.ROOT),
                    share.path("at").asText(),
                    share.path("byCode").asBoolean() ? " by code" : "");
        }
        JsonNode code = answer.path("joinCode");
        if (code.isObject()) {
            out.println("A join code has let in " + code.path("uses").asInt()
                    + (code.path("maxUses").isInt()
                            ? " of " + code.path("maxUses").asInt()
                            : "") + " people"
                    + (code.path("expiresAt").isTextual()
                            ? " and is valid until " + code.path("expiresAt").asText()
                            : "")
                    + ".");
        }
        return said(account, null);
    }

    @Command(name = "code", description = "Make a code with which people join a deck; the one before is void then.")
    int code(
            @Mixin AccountOptions account,
            @Option(
                            names = "--days",
                            paramLabel = "DAYS",
                            description = "How long it is valid. Default: until withdrawn.")
                    @Nullable
                    Integer days,
            @Option(
                            names = "--uses",
                            paramLabel = "PEOPLE",
                            description = "How many people it lets in. Default: any number.")
                    @Nullable
                    Integer uses,
            @Option(names = "--withdraw", description = "Have no code any more.") boolean withdraw,
            @Parameters(paramLabel = "DECK", description = DECK) String deck)
            throws IOException, InterruptedException {
        if (withdraw) {
            call(deck, account, (api, path) -> api.delete(path + "/join-code"));
            return said(account, "The deck has no join code any more; who came with it stays.");
        }
        var wanted = object();
        if (days != null) {
            wanted.put("expiresAt", Instant.now().plus(Duration.ofDays(days)).toString());
        }
        if (uses != null) {
            wanted.put("maxUses", uses);
        }
        var code = call(deck, account, (api, path) -> api.post(path + "/join-code", wanted))
                .path("code")
                .asText();
        return said(
                account,
                "Give people this; it is shown once:\n    ./engram deck join --as USER --code " + code + " " + deck);
    }

    @Command(name = "join", description = "Study a deck that you may see, or whose code you have.")
    int join(
            @Mixin AccountOptions account,
            @Option(names = "--code", paramLabel = "CODE", description = "The join code that its owner gave you.")
                    @Nullable
                    String code,
            @Parameters(paramLabel = "DECK", description = DECK) String deck)
            throws IOException, InterruptedException {
        var body = code == null ? object() : object().put("code", code);
        call(deck, account, (api, path) -> api.put(path + "/membership", body));
        return said(account, account.user() + " studies the deck.");
    }

    /** A call of the API on a deck. */
    private interface DeckCall {
        JsonNode on(EngramApi api, String path) throws IOException, InterruptedException;
    }

    private static JsonNode call(String deck, AccountOptions account, DeckCall call)
            throws IOException, InterruptedException {
        String id = DeckIdText.parse(deck);
        try {
            return call.on(account.signIn(), "/decks/" + id);
        } catch (ApiException refused) {
            throw refused.status() == NOT_FOUND && refused.is("not-found")
                    ? new IOException(
                            "there is no deck " + id + " that " + account.user()
                                    + " may see; ./engram decks lists those, and a join code may be wrong or void",
                            refused)
                    : refused;
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static int said(AccountOptions account, @Nullable String sentence) {
        PrintWriter out = account.stack.out();
        if (sentence != null) {
            out.println(sentence);
        }
        out.flush();
        return 0;
    }
}
