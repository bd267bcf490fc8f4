package dev.engram.cli.command;

import dev.engram.cli.hardness.FailureJson;
import dev.engram.cli.hardness.Heap;
import dev.engram.cli.hardness.fit.FitRequest;
import dev.engram.cli.hardness.fit.FitRun;
import dev.engram.hardness.glmm.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram hardness fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "Fit a logistic mixed model with crossed random factors to a CSV file.",
            "",
            "The result goes to the standard output, progress and warnings to the standard error. Exit code 1 where nothing could be"
                    + " fitted. See docs/research/hardness.md."
        },
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class HardnessFitCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE.csv",
            required = true,
            description = "One row per response, with a header.")
    private @Nullable Path data;

    @Option(names = "--response", paramLabel = "COLUMN", required = true, description = "Column of zeros and ones.")
    private String response = "";

    @Option(
            names = "--fixed",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "Fixed effects beside the intercept, by commas. A column of numbers is taken as it is, one of texts by"
                            + " treatment contrasts: the first level in sorted order is the reference. a:b is an interaction, a*b both"
                            + " columns and their interaction.")
    private List<String> fixed = List.of();

    @Option(
            names = "--random",
            paramLabel = "COLUMN",
            split = ",",
            required = true,
            description = "Random factors, by commas: each text of the column is a level.")
    private List<String> random = List.of();

    @Option(
            names = "--membership",
            paramLabel = "FILE.csv",
            description =
                    "A further random factor whose effects add up by weights: a table such as item,tag,weight. The first column"
                            + " is one of the random factors, the second names the further one; without weights each is 1 / number.")
    private @Nullable Path membership;

    @Option(
            names = "--offset",
            paramLabel = "COLUMN",
            description = "Column of numbers that is added to the linear predictor, with no coefficient.")
    private @Nullable String offset;

    @Option(
            names = {"--categorical", "--numeric-as-text"},
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of --fixed that hold numbers but mean categories.")
    private Set<String> categorical = Set.of();

    @Option(
            names = "--ordinal",
            description =
                    "The response is one of several ordered categories: a cumulative logit model. A larger effect makes the"
                            + " first categories likelier.")
    private boolean ordinal;

    @Option(
            names = "--categories",
            paramLabel = "CATEGORY",
            split = ",",
            description = "Their order, with --ordinal. Default: sorted, by value where all are whole numbers.")
    private List<String> categories = List.of();

    @Option(
            names = "--method",
            paramLabel = "joint|laplace|fast",
            defaultValue = "joint",
            description =
                    "joint: the optimum that lme4 calls nAGQ = 0 (default); laplace: nAGQ = 1; fast: the fixed point of the"
                            + " variances, for millions of rows, another optimum.")
    private String method = "joint";

    @Option(
            names = "--sd",
            paramLabel = "FACTOR=SD",
            split = ",",
            description = "Standard deviations that are given and not estimated.")
    private Map<String, Double> given = new LinkedHashMap<>();

    @Option(names = "--modes", description = "Print the random effects too.")
    private boolean modes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Default: all processors. The result is the same for any number.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        FitRequest request = FailureJson.options(
                json,
                line.getOut(),
                () -> new FitRequest(
                        Objects.requireNonNull(data, "picocli demands it"),
                        response,
                        fixed,
                        random,
                        membership,
                        offset,
                        categorical,
                        ordinal,
                        categories,
                        method(),
                        given,
                        threads,
                        modes,
                        json));
        FitRun run = new FitRun(line.getOut(), line.getErr());
        return Heap.mind(() -> run.run(request)) ? 0 : 1;
    }

    private Method method() {
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "joint" -> Method.JOINT;
            case "laplace" -> Method.LAPLACE;
            case "fast" -> Method.FAST;
            default -> throw new IllegalArgumentException("--method: joint, laplace or fast, not " + method);
        };
    }
}
