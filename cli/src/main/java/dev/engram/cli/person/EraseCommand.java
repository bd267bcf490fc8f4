package dev.engram.cli.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.command.Question;
import dev.engram.cli.deck.AccountOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram erase}. */
@Command(
        name = "erase",
        description = {
            "Erase a person for good, or show how far an erasure is.",
            "Without a name: the user of --as, oneself. By name: with the role data-officer."
        },
        sortOptions = false)
public final class EraseCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int POLL_MILLIS = 500;
    private static final int POLLS = 60;
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Parameters(paramLabel = "USERNAME", arity = "0..1", description = "Who is erased. Default: the user of --as.")
    private @Nullable String username;

    @Option(names = "--status", paramLabel = "ID", description = "Only show the erasure with this id.")
    private @Nullable String status;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        try {
            return status == null ? erase(out) : show(out, EngramApi.at(account.gateway()), status, false);
        } catch (ApiException refused) {
            throw explained(refused);
        } finally {
            out.flush();
        }
    }

    private int erase(PrintWriter out) throws IOException, InterruptedException {
        String who = username == null ? account.user() : username;
        if (!yes && !Question.isAgreed(out, "Erase " + who + " for good? Nobody can take that back.")) {
            out.println("Nobody was erased.");
            return 1;
        }
        EngramApi api = account.signIn();
        JsonNode begun = api.post(
                "/erasures",
                username == null
                        ? JSON.createObjectNode().put("password", account.password())
                        : JSON.createObjectNode().put("username", username));
        String id = begun.path("id").asText();
        out.println("Begun. Keep this id; it shows the receipt and is not told again:");
        out.println("    " + id);
        out.flush();
        return show(out, EngramApi.at(account.gateway()), id, true);
    }

    private IOException explained(ApiException refused) {
        if (refused.status() == NOT_FOUND) {
            return new IOException(
                    status == null
                            ? "there is no account " + username
                            : "there is no erasure with this id; copy the whole id that ./engram erase has printed",
                    refused);
        }
        return refused.status() == FORBIDDEN && username != null
                ? new IOException(
                        account.user() + " may erase nobody else: name a user with the role data-officer with --as",
                        refused)
                : refused;
    }

    private static int show(PrintWriter out, EngramApi api, String id, boolean wait)
            throws IOException, InterruptedException {
        JsonNode found = api.get("/erasures/" + id, Map.of());
        for (int i = 0; wait && i < POLLS && !isRemoved(found); i++) {
            Thread.sleep(POLL_MILLIS);
            found = api.get("/erasures/" + id, Map.of());
        }
        if (!isRemoved(found)) {
            out.println("Not done yet: it is at the step " + found.path("step").asText()
                    + " and goes on by itself. Look again: ./engram erase --status " + id);
            return 1;
        }
        out.println(
                isDone(found)
                        ? "Erased. Removed:"
                        : "Removed; some minutes later that is done once more, for what was still being made. Then"
                                + " ./engram erase --status " + id + " says that it is done. Removed:");
        found.path("removed")
                .forEach(removed -> out.printf(
                        "    %s %s: %d %s%n",
                        removed.path("store").asText(),
                        removed.path("collection").asText(),
                        removed.path("count").asLong(),
                        removed.path("kind").asText()));
        out.println("What stays:");
        found.path("stays").forEach(text -> out.println("    " + text.asText()));
        return 0;
    }

    private static boolean isRemoved(JsonNode status) {
        return status.hasNonNull("removedAt") || isDone(status);
    }

    private static boolean isDone(JsonNode status) {
        return status.path("status").asText().equals("DONE");
    }
}
