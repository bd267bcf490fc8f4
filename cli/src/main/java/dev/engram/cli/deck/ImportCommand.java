package dev.engram.cli.deck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram import}. */
@Command(
        name = "import",
        description = "Import a deck file (plain text) into a stack that is up. Importing it again changes nothing.",
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
    private static final int FORBIDDEN = 403;

    /** Cards that a dry run asks for at once, and the most that it shows. */
    private static final int PAGE = 500;

    private static final int MOST_SHOWN = 5_000;

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Parameters(paramLabel = "FILE", description = "The deck file; docs/decks.md describes the format.")
    private @Nullable Path file;

    @Option(
            names = "--authors",
            paramLabel = "NAMES",
            description =
                    "Names that open answers as '(Name) ' and are authors although they do so only once or are not"
                            + " made of capitalised words; joined with commas.")
    private @Nullable String authors;

    @Option(
            names = {"--yes", "--accept-warnings"},
            description = "Import in spite of warnings.")
    private boolean acceptWarnings;

    @Option(names = "--overwrite", description = "Overwrite cards that were edited since the last import.")
    private boolean overwrite;

    @Option(names = "--restore-retired", description = "Study cards of the file again that were retired by hand.")
    private boolean restoreRetired;

    @Option(names = "--dry-run", description = "Print what would change, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        Path deck = Objects.requireNonNull(file, "picocli requires it");
        requireReadable(deck);
        byte[] text = Files.readAllBytes(deck);
        EngramApi api = account.signIn();
        var printed = new ImportText(out, deck);
        try {
            JsonNode answer = api.postText("/decks/import", query(0), text);
            printed.warnings(answer);
            if (dryRun) {
                printChanges(api, text, answer, printed);
            }
            printed.summary(answer);
            return 0;
        } catch (ApiException refused) {
            if (printed.refusal(refused)) {
                return 1;
            }
            throw refused.status() == FORBIDDEN
                    ? new IOException(
                            account.user()
                                    + " may not import decks: that needs the role author. Use --as author, the demo account of a"
                                    + " local stack, or --as NAME with ENGRAM_PASSWORD for another author.",
                            refused)
                    : refused;
        } finally {
            out.flush();
        }
    }

    private void printChanges(EngramApi api, byte[] text, JsonNode first, ImportText printed)
            throws IOException, InterruptedException {
        printed.changes(first.path("cards"));
        JsonNode answer = first;
        while (answer.path("next").isInt()) {
            int from = answer.path("next").asInt();
            if (from >= MOST_SHOWN) {
                printed.more(from);
                return;
            }
            answer = api.postText("/decks/import", query(from), text);
            printed.changes(answer.path("cards"));
        }
    }

    private Map<String, String> query(int from) {
        var query = new TreeMap<String, String>();
        query.put("dryRun", Boolean.toString(dryRun));
        query.put("acceptWarnings", Boolean.toString(acceptWarnings || dryRun));
        if (authors != null) {
            query.put("authors", authors);
        }
        if (overwrite) {
            query.put("acceptOverwrite", "true");
        }
        if (restoreRetired) {
            query.put("restoreRetired", "true");
        }
        if (dryRun) {
            query.put("from", Integer.toString(from));
            query.put("limit", Integer.toString(PAGE));
        }
        return query;
    }

    private static void requireReadable(Path deck) throws IOException {
        if (Files.isDirectory(deck)) {
            throw new IOException("cannot read " + deck
                    + ": it is a folder. Name one deck file, e.g. ./engram import decks/transformers.txt");
        }
        if (!Files.isReadable(deck)) {
            throw new IOException(
                    "cannot read " + deck + (Files.exists(deck) ? ": permission denied" : ": there is no such file"));
        }
    }
}
