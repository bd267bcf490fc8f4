package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import dev.engram.local.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code engram bench}. All but the benchmark of the stack run in another JVM: the one of the command line is configured for a
 * quick start, not for speed.
 */
@Command(
        name = "bench",
        description = "Measure speed, memory and accuracy.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            BenchStackCommand.class,
            BenchIngestCommand.class,
            BenchAnalyticsCommand.class,
            BenchQueueCommand.class,
            BenchSignInCommand.class,
            BenchMergeCommand.class,
            BenchStreamCommand.class
        })
public final class BenchCommand {

    @Command(
            name = "drills",
            mixinStandardHelpOptions = true,
            description = {
                "Damage a real stack of its own in every way that docs/operations.md lists, type the remedies written there, and"
                        + " check that every acknowledged review counts once.",
                "",
                "Takes 25 to 40 minutes on two processors. Arguments are passed to Maven: ./engram bench drills"
                        + " -Dtest='DamageDrillTest#shouldNameCheckpointsThatWereDropped'"
            })
    int drills(@Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Of Maven.") List<String> arguments)
            throws IOException {
        throw new IOException("the script runs the drills: ./engram bench drills " + String.join(" ", arguments));
    }

    @Command(
            name = "pages",
            mixinStandardHelpOptions = true,
            description = {
                "Measure in the Chromium of this machine how long people wait: for the first card, from the service worker, without a"
                        + " network, and from an answer to the next card; and what the gateway adds to a call.",
                "",
                "Takes about 3 minutes, with a stack of its own. Arguments are passed to Maven."
            })
    int pages(@Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Of Maven.") List<String> arguments)
            throws IOException {
        throw new IOException("the script measures the pages: ./engram bench pages " + String.join(" ", arguments));
    }

    @Command(
            name = "fsrs",
            mixinStandardHelpOptions = true,
            description = {
                "Measure the memory model and its optimizer, and compare with ts-fsrs and the Node binding of fsrs-rs.",
                "",
                "All run in turns on the same 100,000 reviews. Where Node and npm are found, the two packages are installed"
                        + " into engram/bench-fsrs in XDG_CACHE_HOME or ~/.cache; without them only the figures of Engram are printed. Writes all"
                        + " figures to target/bench-fsrs.json."
            },
            sortOptions = false)
    int fsrs(
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "15",
                            description = "Default: ${DEFAULT-VALUE}.")
                    int rounds)
            throws IOException, InterruptedException {
        Path figures = StackSettings.rootFromProperty().resolve("target/bench-fsrs.json");
        return run(
                List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"),
                "dev.engram.bench.fsrs.FsrsBench",
                positive("--rounds", rounds),
                figures.toString(),
                CacheFolder.ofThisUser().resolve("bench-fsrs").toString());
    }

    @Command(
            name = "hardness",
            mixinStandardHelpOptions = true,
            description = {
                "Measure the hardness engine beside glmer of R's lme4, and how its time and memory grow.",
                "",
                "Both sides take turns on the same simulated reviews. Without R with lme4 (on Debian r-base-core and"
                        + " r-cran-lme4) only our figures are printed. A round with R takes about a minute and a half. Writes"
                        + " all figures to target/bench-hardness.json."
            },
            sortOptions = false)
    int hardness(
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "Default: ${DEFAULT-VALUE}.")
                    int rounds,
            @Option(
                            names = "--most-million",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Most reviews of the growth from 0.1 over 1 to 10 million; 0 for none."
                                    + " Default: ${DEFAULT-VALUE}.")
                    double mostMillion)
            throws IOException, InterruptedException {
        Path figures = StackSettings.rootFromProperty().resolve("target/bench-hardness.json");
        // every fit runs in a JVM of its own, started by this one
        return run(
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                "dev.engram.bench.hardness.HardnessBench",
                positive("--rounds", rounds),
                Double.toString(mostMillion),
                figures.toString());
    }

    @Command(
            name = "recovery",
            mixinStandardHelpOptions = true,
            description = {
                "Run hardness studies on simulated data whose true values are known, and check the results against limits.",
                "",
                "14 scenarios at full size, each with several seeds. Takes minutes; prints a line for each simulation. The exit"
                        + " code is 1 if a limit is missed."
            },
            sortOptions = false)
    int recovery(
            @Option(
                            names = "--seeds",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Simulations of each scenario; limits apply to their mean."
                                    + " Default: ${DEFAULT-VALUE}.")
                    int seeds,
            @Option(
                            names = "--output",
                            paramLabel = "FILE",
                            description = "The report. Default: docs/research/recovery.md.")
                    @Nullable
                    Path output)
            throws IOException, InterruptedException {
        Path page = output == null ? StackSettings.rootFromProperty().resolve("docs/research/recovery.md") : output;
        return run(
                List.of("-Xmx1g", "-XX:+UseParallelGC"),
                "dev.engram.bench.recovery.RecoveryBench",
                positive("--seeds", seeds),
                page.toString());
    }

    @Command(
            name = "reliability",
            mixinStandardHelpOptions = true,
            description = {
                "Simulate classes whose memory is known, and compare mastery at 30 days with what is truly recalled then.",
                "",
                "Four classes: the project's scheduler and a fixed ladder, in two worlds. Takes seconds; needs no stack."
            },
            sortOptions = false)
    int reliability(
            @Option(
                            names = "--learners",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "Of each class, 1 to 1000. Default: ${DEFAULT-VALUE}.")
                    int learners,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "60",
                            description = "1 to 730. Default: ${DEFAULT-VALUE}.")
                    int days,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
                    long seed,
            @Option(
                            names = "--output",
                            paramLabel = "FILE",
                            description = "The report. Default: docs/research/reliability.md.")
                    @Nullable
                    Path output)
            throws IOException, InterruptedException {
        if (learners < 1 || learners > 1_000 || days < 1 || days > 730) {
            throw new IllegalArgumentException("--learners must be from 1 to 1000 and --days from 1 to 730");
        }
        Path page = output == null ? StackSettings.rootFromProperty().resolve("docs/research/reliability.md") : output;
        return run(
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                "dev.engram.bench.reliability.ReliabilityBench",
                Integer.toString(learners),
                Integer.toString(days),
                Long.toString(seed),
                page.toString());
    }

    private static String positive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1");
        }
        return Integer.toString(value);
    }

    /** Runs a main class of the built bench module, and stops it when this JVM is stopped. Returns the exit code, 0 or 1. */
    private static int run(List<String> flags, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        Path jar = StackSettings.rootFromProperty().resolve("bench/target/engram-bench.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is missing: build first (mvn -Dquick package, or use ./engram)");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", jar.toString(), mainClass));
        command.addAll(List.of(arguments));
        Process bench = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(bench::destroy, "stop-bench"));
        return bench.waitFor() == 0 ? 0 : 1;
    }
}
