package dev.engram.cli.person;

import dev.engram.cli.deck.AccountOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code engram take-out}. */
@Command(
        name = "take-out",
        description = "Write everything that is held about the user of --as into a zip file.",
        sortOptions = false)
public final class TakeOutCommand implements Callable<Integer> {
    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Parameters(paramLabel = "FILE", description = "The zip file; it must not exist yet.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        Path target = Objects.requireNonNull(file, "picocli requires it");
        if (Files.exists(target)) {
            throw new IOException(target + " exists; name a new file");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            account.signIn().download("/take-out", part);
            Files.move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
        out.println(target + " written, " + Files.size(target) + " bytes; README.txt in it explains the files.");
        out.flush();
        return 0;
    }
}
