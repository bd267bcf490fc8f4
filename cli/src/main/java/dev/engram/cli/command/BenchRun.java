package dev.engram.cli.command;

import dev.engram.cli.bench.ingest.BenchResult;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a benchmark on a stack of its own, prints what it does and its figures, and writes these as Markdown to {@code target/bench}. */
final class BenchRun {
    private BenchRun() {}

    /** A benchmark. */
    interface Bench {
        /**
         * Runs it.
         *
         * @param root the checkout, built
         * @param home of the stack; does not exist
         * @param progress receives a line now and then
         */
        BenchResult run(Path root, Path home, Consumer<String> progress) throws IOException, InterruptedException;
    }

    /**
     * Runs a benchmark. Its stack is kept if it fails, for its logs.
     *
     * @param name of its files
     * @return the exit code: 1 if a figure is beyond its floor
     */
    static int of(@Nullable CommandSpec command, String name, Bench bench) throws IOException, InterruptedException {
        PrintWriter out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        Path root = StackSettings.rootFromProperty();
        Path folder = Files.createDirectories(root.resolve("target/bench"));
        Path home = folder.resolve(name + "-home");
        Folders.delete(home);
        BenchResult result = bench.run(root, home, line -> {
            out.println("  " + line);
            out.flush();
        });
        Folders.delete(home);
        Path table = folder.resolve(name + ".md");
        Files.writeString(table, result.markdown());
        out.println();
        out.print(result.text());
        out.println("As Markdown: " + table);
        out.flush();
        return result.reached() ? 0 : 1;
    }
}
