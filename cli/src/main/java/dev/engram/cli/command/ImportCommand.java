package dev.engram.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.api.JsonFields;
import dev.engram.cli.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Map<String, String> DEMO_PASSWORDS =
            Map.of("author", "write-transformers", "learner", "learn-transformers");

    @Mixin
    private final StackOptions options = new StackOptions();

    @Parameters(paramLabel = "FILE", description = "The deck file.")
    private @Nullable Path file;

    @Option(
            names = "--as",
            paramLabel = "USER",
            defaultValue = "author",
            description = "The user who imports. Default: ${DEFAULT-VALUE}. The password of a user other than the demo"
                    + " accounts is read from ENGRAM_PASSWORD.")
    private String user = "author";

    @Option(
            names = {"--yes", "--accept-warnings"},
            description = "Import in spite of warnings.")
    private boolean acceptWarnings;

    @Option(names = "--dry-run", description = "Print what would change, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        Path deck = Objects.requireNonNull(file, "picocli requires it");
        requireReadable(deck);
        EngramApi api = signIn(EngramApi.at(gateway()));
        Map<String, String> query = Map.of(
                "dryRun", Boolean.toString(dryRun), "acceptWarnings", Boolean.toString(acceptWarnings || dryRun));
        try {
            JsonNode answer = api.postText("/decks/import", query, Files.readAllBytes(deck));
            printFindings(out, deck, answer.path("warnings"));
            print(out, answer);
            return 0;
        } catch (ApiException refused) {
            boolean hasErrors = refused.is("deck-file-errors");
            if (hasErrors || refused.is("warnings-not-accepted")) {
                printFindings(out, deck, refused.problem().path("errors"));
                printFindings(out, deck, refused.problem().path("warnings"));
                out.println(
                        "Nothing was imported." + (hasErrors ? "" : " Use --yes to import it with these warnings."));
                return 1;
            }
            throw refused.status() == FORBIDDEN
                    ? new IOException(
                            user
                                    + " may not import decks: that needs the role author. Use --as author, the demo account of a"
                                    + " local stack, or --as NAME with ENGRAM_PASSWORD for another author.",
                            refused)
                    : refused;
        }
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

    private EngramApi signIn(EngramApi anonymous) throws IOException, InterruptedException {
        String password = password();
        try {
            return anonymous.signIn(user, password);
        } catch (ApiException refused) {
            throw refused.status() == UNAUTHORIZED
                    ? new IOException(
                            user
                                    + " cannot sign in: the name or the password is wrong. Set ENGRAM_PASSWORD to the password of "
                                    + user + ", or name another user with --as.",
                            refused)
                    : refused;
        }
    }

    private URI gateway() throws IOException {
        @Nullable URI elsewhere = options.gatewayElsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        LocalStack stack = options.stack();
        if (stack.alive().isEmpty()) {
            throw new IOException("the stack is not up; start it with ./engram up");
        }
        return stack.url();
    }

    private String password() throws IOException {
        @Nullable String given = System.getenv("ENGRAM_PASSWORD");
        @Nullable String password = given == null ? DEMO_PASSWORDS.get(user) : given;
        if (password == null) {
            throw new IOException("set ENGRAM_PASSWORD to the password of " + user);
        }
        return password;
    }

    /** Errors and warnings about a deck file, one line each, in the format of compilers. */
    private static void printFindings(PrintWriter out, Path file, JsonNode findings) {
        for (JsonNode finding : findings) {
            out.print(file);
            out.printf(":%s:%s: %s: %s%n", JsonFields.texts(finding, "line", "column", "code", "message"));
            if (!finding.path("text").asText().isEmpty()) {
                out.println("    " + finding.path("text").asText());
            }
        }
    }

    private static void print(PrintWriter out, JsonNode answer) {
        out.print(answer.path("dryRun").asBoolean() ? "Would import: " : "");
        out.printf(
                "%d cards read: %d new, %d updated, %d unchanged, %d skipped, %d rejected.%n",
                JsonFields.numbers(
                        answer.path("counts"), "read", "new", "updated", "unchanged", "skipped", "rejected"));
        if (!answer.path("gone").isEmpty()) {
            out.println(answer.path("gone").size() + " cards of the deck are not in the file; they stay.");
        }
        if (answer.hasNonNull("deckId")) {
            out.println("Deck " + answer.path("deckId").asText() + ", version "
                    + answer.path("version").asLong() + ".");
        }
    }
}
