package dev.engram.cli.command;

import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.studies.StudyJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands on hardness share: options, output, and what is printed where there is no result. */
final class HardnessOptions {
    /** Settings whose option has another name. */
    private static final Map<String, String> OPTIONS = Map.of(
            "givenSd", "--sd:",
            "successCap", "--strata: the cap of successes",
            "lapseCap", "--strata: the cap of lapses",
            "minRowsPerLearner", "--min-rows:",
            "topK", "--top:",
            "folds", "--held-out:");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Default: all processors. The result is the same for any number.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    private boolean printed;

    /** What a command does. */
    @FunctionalInterface
    interface Work {
        /** Returns the exit code. */
        int run() throws IOException;
    }

    /** Does the work; a failure is printed as JSON too if that was asked for and nothing has been printed. */
    int run(Work work) throws IOException {
        try {
            return work.run();
        } catch (InvalidSettingException refused) {
            String option = OPTIONS.getOrDefault(refused.setting(), "--" + refused.setting() + ":");
            throw failed(new IllegalArgumentException(option + " " + refused.rule(), refused));
        } catch (OutOfMemoryError out) {
            throw failed(new IOException(
                    String.format(
                            Locale.ROOT,
                            "the data need more memory than the %.1f GB that Java may use; give it more with"
                                    + " ENGRAM_HARDNESS_HEAP=8g, or leave whole learners out",
                            Runtime.getRuntime().maxMemory() / (double) (1 << 30)),
                    out));
        } catch (IOException refused) {
            throw failed(refused);
        } catch (IllegalArgumentException refused) {
            throw failed(refused);
        }
    }

    private <E extends Exception> E failed(E failure) {
        if (json && !printed) {
            print(StudyJson.error("bad_input", String.valueOf(failure.getMessage())));
        }
        return failure;
    }

    /** Prints the result. */
    void print(String document) {
        print(List.of(document));
    }

    /** Prints the result. */
    void print(List<String> lines) {
        var out = TerminalText.to(command().commandLine().getOut());
        lines.forEach(out::println);
        out.flush();
        printed = true;
    }

    /** Prints progress or a warning. */
    void note(String line) {
        var err = TerminalText.to(command().commandLine().getErr());
        err.println(line);
        err.flush();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
