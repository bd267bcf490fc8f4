package dev.engram.cli.deck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.EngramApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code engram decks}. */
@Command(name = "decks", description = "List the decks that you may see, with their ids.", sortOptions = false)
public final class DecksCommand implements Callable<Integer> {
    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        EngramApi api = account.signIn();
        JsonNode page = api.get("/decks", Map.of());
        if (page.path("decks").isEmpty()) {
            out.println("There are no decks; ./engram import FILE makes one.");
        } else {
            out.printf("%-36s %7s %8s %-10s %-6s  %s%n", "deck", "cards", "version", "visibility", "role", "title");
        }
        while (true) {
            for (JsonNode deck : page.path("decks")) {
                out.printf(
                        "%-36s %7d %8d %-10s %-6s  %s%n",
                        deck.path("deckId").asText(),
                        deck.path("cards").asInt(),
                        deck.path("version").asLong(),
                        deck.path("visibility").asText().toLowerCase(Locale.ROOT),
                        deck.path("role").asText().toLowerCase(Locale.ROOT),
                        deck.path("title").asText());
            }
            out.flush();
            if (!page.hasNonNull("next")) {
                return 0;
            }
            page = api.get("/decks", Map.of("cursor", page.path("next").asText()));
        }
    }
}
