package dev.engram.cli.deck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.command.Question;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram undo}. */
@Command(
        name = "undo",
        description = "Take back the latest import that changed a deck. Its history stays.",
        sortOptions = false)
public final class UndoCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 404;

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Parameters(paramLabel = "DECK", description = "Id of the deck; ./engram decks lists them.")
    private @Nullable String deck;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        String id = DeckIdText.parse(deck);
        EngramApi api = account.signIn();
        try {
            long version = api.get("/decks/" + id, Map.of()).path("version").asLong();
            JsonNode planned = api.postAt(version, "/decks/" + id + "/undo", Map.of("dryRun", "true"));
            out.println("The undo gives " + planned.path("revised").asInt()
                    + " cards the content they had before the import and retires "
                    + planned.path("retired").asInt() + " cards.");
            if (!yes && !Question.isAgreed(out, "Undo the import?")) {
                out.println("Nothing was undone.");
                return 1;
            }
            JsonNode done = api.postAt(version, "/decks/" + id + "/undo", Map.of());
            out.println(
                    "Undone. Deck " + id + ", version " + done.path("version").asLong() + ".");
            return 0;
        } catch (ApiException refused) {
            if (refused.is("edited-since-import")) {
                conflicts(out, refused.problem());
                return 1;
            }
            throw refused.status() == NOT_FOUND
                    ? new IOException("there is no deck " + id + "; ./engram decks lists them", refused)
                    : refused;
        } finally {
            out.flush();
        }
    }

    private static void conflicts(PrintWriter out, JsonNode problem) {
        out.println(
                "Nothing was undone: an undo would overwrite later edits. Edit or retire cards one by one instead.");
        problem.path("editedSince")
                .forEach(card -> out.println("    card " + card.asText() + " was edited after the import"));
        problem.path("taken")
                .forEach(card -> out.println("    another card asks now what card " + card.asText() + " asked before"));
    }
}
