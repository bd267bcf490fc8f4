package dev.engram.cli.command;

import dev.engram.cli.bench.SignInBench;
import dev.engram.cli.bench.SignInBench.Figures;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench sign-in}. */
@Command(
        name = "sign-in",
        mixinStandardHelpOptions = true,
        description = {
            "Measure right sign-ins and ordinary calls while 200 wrong sign-ins arrive at once, beside the same without them,"
                    + " on a separate stack. The exit code is 1 if a right sign-in took longer than 2 s.",
            "",
            "Needs further addresses of the loopback interface (127.0.1.1 and so on), as Linux has them."
        },
        sortOptions = false)
final class BenchSignInCommand implements Callable<Integer> {
    private static final double LONGEST_MILLIS = 2_000;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Rounds with and without the wrong ones, in turns. Default: ${DEFAULT-VALUE}.")
    private int rounds = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1");
        }
        PrintWriter out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        Path root = StackSettings.rootFromProperty();
        Path home = Files.createDirectories(root.resolve("target/bench")).resolve("sign-in-home");
        Folders.delete(home);
        SignInBench.Result result = new SignInBench(root, rounds).run(home);
        Folders.delete(home);
        out.printf("%-44s %9s %9s %9s%n", "milliseconds", "p50", "p99", "longest");
        print(out, "quiet", result.quiet());
        print(out, "200 wrong at once", result.attacked());
        out.println("answers to the wrong ones, by status: " + result.attacked().statuses());
        out.flush();
        double longest = Math.max(
                result.attacked().author().getLast(),
                result.attacked().stranger().getLast());
        return longest <= LONGEST_MILLIS ? 0 : 1;
    }

    private static void print(PrintWriter out, String rounds, Figures figures) {
        print(out, rounds + ": sign-in, known browser", figures.author());
        print(out, rounds + ": sign-in, new address", figures.stranger());
        print(out, rounds + ": ordinary call", figures.calls());
    }

    private static void print(PrintWriter out, String what, List<Double> sorted) {
        out.printf(
                Locale.ROOT,
                "%-44s %9.1f %9.1f %9.1f%n",
                what,
                Figures.quantile(sorted, 0.5),
                Figures.quantile(sorted, 0.99),
                sorted.getLast());
    }
}
