package dev.engram.cli.command;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.studies.StudyJson;
import dev.engram.studies.fit.FitJson;
import dev.engram.studies.fit.FitRequest;
import dev.engram.studies.fit.FitResult;
import dev.engram.studies.fit.FitStudy;
import dev.engram.studies.fit.FitText;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Option(
            names = "--data",
            paramLabel = "FILE.csv",
            required = true,
            description = "One row per response, with a header.")
    private @Nullable Path data;

    @Option(names = "--response", paramLabel = "COLUMN", required = true, description = "Column of zeros and ones.")
    private String response = "";

    @Option(
            names = "--random",
            paramLabel = "COLUMN",
            split = ",",
            required = true,
            description =
                    "Random factors, separated by commas: each text of the column is a level, and of a:b each pair.")
    private List<String> random = List.of();

    @Option(names = "--modes", description = "Print the random effects too.")
    private boolean modes;

    @Mixin
    private HardnessOptions shared = new HardnessOptions();

    @ArgGroup(validate = false, heading = "%nModel%n")
    private Model model = new Model();

    @ArgGroup(validate = false, heading = "%nOrdered categories%n")
    private Ordinal ordinal = new Ordinal();

    @ArgGroup(validate = false, heading = "%nEstimation%n")
    private Estimation estimation = new Estimation();

    private static final class Model {
        @Option(
                names = "--fixed",
                paramLabel = "COLUMN",
                split = ",",
                description =
                        "Fixed effects beside the intercept, separated by commas. A column of numbers is taken as it is, one of"
                                + " texts by treatment contrasts: the first level in sorted order is the reference. a:b is an"
                                + " interaction, a*b both columns and their interaction.")
        private List<String> fixed = List.of();

        @Option(
                names = {"--categorical", "--numeric-as-text"},
                paramLabel = "COLUMN",
                split = ",",
                description = "Columns of --fixed that hold numbers but mean categories.")
        private Set<String> categorical = Set.of();

        @Option(
                names = "--membership",
                paramLabel = "FILE.csv",
                description =
                        "A further random factor whose effects add up by weights: a table such as item,tag,weight. The first"
                                + " column is one of the random factors, the second names the further one; without weights each"
                                + " is 1 / number.")
        private @Nullable Path membership;

        @Option(
                names = "--offset",
                paramLabel = "COLUMN",
                description = "Column of numbers that is added to the linear predictor, with no coefficient.")
        private @Nullable String offset;

        @Option(
                names = "--na",
                paramLabel = "refuse|omit",
                description =
                        "Rows in which a column of the model is empty or NA: an error (default), or left out and counted.")
        private Missing missing = Missing.REFUSE;
    }

    private enum Missing {
        REFUSE,
        OMIT
    }

    private static final class Ordinal {
        @Option(
                names = "--ordinal",
                description =
                        "The response is one of several ordered categories: a cumulative logit model. A larger effect makes the"
                                + " first categories likelier.")
        private boolean asked;

        @Option(
                names = "--categories",
                paramLabel = "CATEGORY",
                split = ",",
                description = "Their order, with --ordinal. Default: sorted, by value where all are whole numbers.")
        private List<String> categories = List.of();
    }

    private static final class Estimation {
        @Option(
                names = "--method",
                paramLabel = "joint|laplace|pql",
                converter = MethodConverter.class,
                description = "joint: the optimum that lme4 calls nAGQ = 0 (default); laplace: nAGQ = 1; pql:"
                        + " REML-PQL, for designs too large for the others; standard deviations biased towards zero.")
        private Method method = Method.JOINT;

        @Option(
                names = "--sd",
                paramLabel = "FACTOR=SD",
                split = ",",
                description = "Standard deviations that are given and not estimated.")
        private Map<String, Double> given = new LinkedHashMap<>();

        @Option(
                names = "--profile",
                description = "95 %% profile intervals of the standard deviations: some ten further fits for each.")
        private boolean profile;

        @Option(
                names = "--without",
                paramLabel = "TERM",
                split = ",",
                description =
                        "Compare with the model without these fixed terms and random factors: AIC, BIC, likelihood ratio test.")
        private List<String> without = List.of();
    }

    @Override
    public Integer call() throws IOException {
        return shared.run(this::fit);
    }

    private int fit() throws IOException {
        FitRequest request = new FitRequest(
                Objects.requireNonNull(data, "picocli demands it"),
                response,
                model.fixed,
                random,
                model.membership,
                model.offset,
                model.categorical,
                ordinal.asked,
                ordinal.categories,
                model.missing == Missing.OMIT,
                estimation.profile,
                estimation.without,
                FitSettings.of(estimation.method).withGivenSd(estimation.given).withThreads(shared.threads));
        FitResult result = FitStudy.run(request, shared::note);
        result.warnings().forEach(warning -> shared.note("warning: " + warning));
        return switch (result) {
            case FitResult.Fitted fit -> {
                shared.print(shared.json ? List.of(FitJson.of(fit, modes)) : FitText.lines(fit, request, modes));
                yield 0;
            }
            case FitResult.Unfitted unfitted -> {
                var why = unfitted.why();
                if (shared.json) {
                    shared.print(StudyJson.error(why.reason().name().toLowerCase(Locale.ROOT), why.sentence()));
                }
                shared.note("engram: nothing was fitted: " + why.sentence());
                yield 1;
            }
        };
    }
}
