package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.JsonFields;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code engram relay}. */
@Command(
        name = "relay",
        description = "The relay of card-service, which publishes the commits of decks.",
        synopsisSubcommandLabel = "COMMAND")
public final class RelayCommand {

    @Command(
            name = "republish",
            mixinStandardHelpOptions = true,
            description = {
                "Publish all commits of a deck again, in order.",
                "For catalogues that miss some: a partition that waits for them goes on by itself. Repeats do no harm."
            })
    int republish(
            @Mixin StackOptions options, @Parameters(paramLabel = "DECK", description = "Id of the deck.") UUID deck)
            throws IOException, InterruptedException {
        JsonNode done = RunningProjection.client(options.stack()).post(StackPart.CARD, "/internal/relay/" + deck, null);
        options.out()
                .printf(
                        Locale.ROOT,
                        "Published again: %,d versions, %,d events of deck " + deck + ".%n",
                        JsonFields.numbers(done, "versions", "events"));
        return 0;
    }
}
