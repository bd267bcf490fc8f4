package dev.engram.cli.deck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.ApiException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram export}. */
@Command(
        name = "export",
        description =
                "Write a deck as a deck file. Cards that were not edited are written as they stood in the file that"
                        + " was imported.",
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 404;

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Parameters(index = "0", paramLabel = "DECK", description = "Id of the deck; ./engram decks lists them.")
    private @Nullable String deck;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to write it. Default: standard output.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Overwrite FILE.")
    private boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String id = DeckIdText.parse(deck);
        if (file != null && !force && Files.exists(file)) {
            throw exists(file);
        }
        try {
            HttpResponse<byte[]> answer = account.signIn().getText("/decks/" + id + "/export");
            write(answer.body());
            answer.headers().firstValue("Engram-Authors").ifPresent(this::printAuthors);
            return 0;
        } catch (ApiException refused) {
            if (refused.is("not-exportable")) {
                print(refused.problem());
                return 1;
            }
            throw refused.status() == NOT_FOUND
                    ? new IOException("there is no deck " + id + "; ./engram decks lists them", refused)
                    : refused;
        }
    }

    private void write(byte[] text) throws IOException {
        if (file != null) {
            replace(file, text);
            account.stack.out().println("Wrote " + file + ", " + text.length + " bytes.");
            account.stack.out().flush();
            return;
        }
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            account.stack.out().print(new String(text, StandardCharsets.UTF_8));
            account.stack.out().flush();
        } else { // byte for byte
            System.out.write(text);
            System.out.flush();
        }
    }

    /** Writes all or nothing: beside the file first. */
    private void replace(Path target, byte[] text) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file is in a folder");
        Path fresh = Files.createTempFile(folder, ".engram-", ".txt");
        try {
            Files.write(fresh, text);
            if (force) {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(fresh, target);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static IOException exists(Path file) {
        return new IOException(file + " exists and was not changed; use --force to overwrite it");
    }

    private void printAuthors(String encoded) {
        PrintWriter err = account.stack.err();
        err.println("Import it with --authors \"" + URLDecoder.decode(encoded, StandardCharsets.UTF_8) + "\".");
        err.flush();
    }

    private void print(JsonNode problem) {
        PrintWriter out = account.stack.out();
        out.println("A deck file cannot carry this deck; nothing was written.");
        problem.path("reasons").forEach(reason -> out.println("    " + reason.asText()));
        for (JsonNode card : problem.path("cards")) {
            out.println("card " + card.path("cardId").asText() + ": "
                    + card.path("question").asText());
            card.path("reasons").forEach(reason -> out.println("    " + reason.asText()));
            for (Map.Entry<String, JsonNode> slug : card.path("slugs").properties()) {
                out.println(
                        "    tag " + slug.getKey() + " -> " + slug.getValue().asText());
            }
        }
        int left = problem.path("count").asInt() - problem.path("cards").size();
        if (left > 0) {
            out.println("and " + left + " more cards");
        }
        out.flush();
    }
}
