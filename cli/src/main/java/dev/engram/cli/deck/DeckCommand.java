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
import java.util.concurrent.Callable;
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
        sortOptions = false,
        subcommands = {
            DeckCommand.Publish.class,
            DeckCommand.Share.class,
            DeckCommand.Code.class,
            DeckCommand.Join.class
        })
public final class DeckCommand {
    private static final int NOT_FOUND = 404;

    /** One call of the API on one deck, and what to say then. */
    private abstract static class Call implements Callable<Integer> {
        @Mixin
        private final AccountOptions account = new AccountOptions();

        @Parameters(index = "0", paramLabel = "DECK", description = "Id of the deck; ./engram decks lists them.")
        private @Nullable String deck;

        /** @param path of the deck */
        abstract String done(EngramApi api, String path) throws IOException, InterruptedException;

        String deck() {
            return DeckIdText.parse(deck);
        }

        String user() {
            return account.user();
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            String id = deck();
            PrintWriter out = account.stack.out();
            try {
                out.println(done(account.signIn(), "/decks/" + id));
                return 0;
            } catch (ApiException refused) {
                throw refused.status() == NOT_FOUND && refused.is("not-found")
                        ? new IOException(
                                "there is no deck " + id + " that " + user()
                                        + " may see; ./engram decks lists those, and a join code may be wrong or void",
                                refused)
                        : refused;
            } finally {
                out.flush();
            }
        }
    }

    @Command(name = "publish", description = "Let everybody who signs in read a deck.", sortOptions = false)
    static final class Publish extends Call {
        @Option(names = "--private", description = "Only its owner and those it is shared with.")
        private boolean isPrivate;

        @Override
        String done(EngramApi api, String path) throws IOException, InterruptedException {
            api.put(path + "/visibility", object().put("visibility", isPrivate ? "PRIVATE" : "PUBLIC"));
            return isPrivate
                    ? "The deck is private: only you and those it is shared with see it."
                    : "The deck is public: everybody who signs in sees it.";
        }
    }

    @Command(
            name = "share",
            description = "Share a deck with a person, take that back, or show with whom it is shared.",
            sortOptions = false)
    static final class Share extends Call {
        @Parameters(
                index = "1",
                paramLabel = "PERSON",
                arity = "0..1",
                description = "Username; absent: show the shares.")
        private @Nullable String person;

        @Option(names = "--editor", description = "The person may change cards, not only read.")
        private boolean editor;

        @Option(names = "--withdraw", description = "Take the share of the person back.")
        private boolean withdraw;

        @Override
        String done(EngramApi api, String path) throws IOException, InterruptedException {
            if (person == null) {
                return shares(api.get(path + "/shares", Map.of()));
            }
            if (!person.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")) {
                throw new IllegalArgumentException("PERSON must be a username, was " + person);
            }
            if (withdraw) {
                api.delete(path + "/shares/" + person);
                return person + " sees the deck no more, unless it is public.";
            }
            api.put(path + "/shares/" + person, object().put("role", editor ? "EDITOR" : "VIEWER"));
            return person + (editor ? " may read the deck and change its cards." : " may read the deck.");
        }

        private static String shares(JsonNode answer) {
            var text = new StringBuilder(
                    "The deck is " + answer.path("visibility").asText().toLowerCase(Locale.ROOT) + ".");
            for (JsonNode share : answer.path("shares")) {
                text.append("%n%-24s %-7s since %s%s"
                        .formatted(
                                share.path("username").asText(),
                                share.path("role").asText().toLowerCase(Locale.ROOT),
                                share.path("at").asText(),
                                share.path("byCode").asBoolean() ? " by code" : ""));
            }
            JsonNode code = answer.path("joinCode");
            if (code.isObject()) {
                text.append("%nA join code has let in %d%s people%s."
                        .formatted(
                                code.path("uses").asInt(),
                                code.path("maxUses").isInt()
                                        ? " of " + code.path("maxUses").asInt()
                                        : "",
                                code.path("expiresAt").isTextual()
                                        ? " and is valid until "
                                                + code.path("expiresAt").asText()
                                        : ""));
            }
            return text.toString();
        }
    }

    @Command(
            name = "code",
            description = "Make a code with which people join a deck; the one before is void then.",
            sortOptions = false)
    static final class Code extends Call {
        @Option(
                names = "--days",
                paramLabel = "DAYS",
                description = "How long it is valid. Default: until it is withdrawn.")
        private @Nullable Integer days;

        @Option(
                names = "--uses",
                paramLabel = "PEOPLE",
                description = "How many people it lets in. Default: any number.")
        private @Nullable Integer uses;

        @Option(names = "--withdraw", description = "Have no code any more.")
        private boolean withdraw;

        @Override
        String done(EngramApi api, String path) throws IOException, InterruptedException {
            if (withdraw) {
                api.delete(path + "/join-code");
                return "The deck has no join code any more; who came with it stays.";
            }
            ObjectNode wanted = object();
            if (days != null) {
                wanted.put(
                        "expiresAt", Instant.now().plus(Duration.ofDays(days)).toString());
            }
            if (uses != null) {
                wanted.put("maxUses", uses);
            }
            String code = api.post(path + "/join-code", wanted).path("code").asText();
            return "Give people this; the code is shown once:%n    ./engram deck join --as USER --code %s %s"
                    .formatted(code, deck());
        }
    }

    @Command(name = "join", description = "Study a deck that you may see, or whose code you have.", sortOptions = false)
    static final class Join extends Call {
        @Option(names = "--code", paramLabel = "CODE", description = "The join code that its owner gave you.")
        private @Nullable String code;

        @Override
        String done(EngramApi api, String path) throws IOException, InterruptedException {
            api.put(path + "/membership", code == null ? object() : object().put("code", code));
            return user() + " studies the deck.";
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
