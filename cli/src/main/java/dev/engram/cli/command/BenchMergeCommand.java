package dev.engram.cli.command;

import dev.engram.cli.bench.merge.MergeBench;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench merge}. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Play the same answers of a phone and a desktop, both at times without a network, through Anki with its sync server"
                    + " and through a separate stack, and print what each has lost after the sync. The exit code is 1 if"
                    + " Engram lost anything.",
            "",
            "Needs Python 3.10 with venv, which installs the packages anki and fsrs into XDG_CACHE_HOME or ~/.cache; where they"
                    + " cannot be had, one line says so. docs/research/merge.md explains the figures."
        },
        sortOptions = false)
final class BenchMergeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random answers. Default: a new one, printed.")
    private long seed = RandomGenerator.getDefault().nextInt(1, 1_000_000);

    @Option(names = "--cards", paramLabel = "N", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int cards = 200;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds of answers and syncs. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cards < 1 || cards > 2_000 || rounds < 1 || rounds > 20) {
            throw new IllegalArgumentException("--cards must be from 1 to 2000 and --rounds from 1 to 20");
        }
        var out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        var root = StackSettings.rootFromProperty();
        var home = Files.createDirectories(root.resolve("target/bench")).resolve("merge-home");
        Folders.delete(home);
        boolean right = new MergeBench(root, seed, cards, rounds).run(home, out);
        Folders.delete(home);
        return right ? 0 : 1;
    }
}
