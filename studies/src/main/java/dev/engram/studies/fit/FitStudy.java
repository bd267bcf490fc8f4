package dev.engram.studies.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.LikelihoodRatioTest;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import dev.engram.hardness.ordinal.OrdinalFit;
import dev.engram.hardness.ordinal.OrdinalModel;
import dev.engram.hardness.ordinal.OrdinalOutcome.Fitted;
import dev.engram.hardness.ordinal.OrdinalOutcome.Unfitted;
import dev.engram.studies.ThrottledProgress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fits a model to a file. */
public final class FitStudy {
    /** Of the profile intervals. */
    private static final double LEVEL = 0.95;

    private FitStudy() {}

    /**
     * Reads the files and fits the model.
     *
     * @param progress gets a line now and then if the work takes more than two seconds
     * @throws IOException             if a file cannot be read as asked
     * @throws InvalidSettingException if a standard deviation is given for a factor that is not there
     */
    public static FitResult run(FitRequest request, Consumer<String> progress) throws IOException {
        ThrottledProgress throttled = new ThrottledProgress(progress);
        FitInput input = FitInput.read(request, throttled);
        List<String> factors =
                input.design().random().stream().map(RandomFactor::name).toList();
        for (String factor : request.settings().givenSd().keySet()) {
            if (!factors.contains(factor)) {
                throw new InvalidSettingException(
                        "givenSd", "must be of random factors (" + String.join(", ", factors) + "), was of " + factor);
            }
        }
        FitProgress steps = (iteration, logLik) -> throttled.update(() -> "fitting: step " + iteration
                + (Double.isNaN(logLik) ? "" : String.format(Locale.ROOT, ", log-likelihood %.4f", logLik)));
        if (input.ordinal() == null) {
            return switch (MixedModel.fit(input.design(), request.settings(), steps)) {
                case Fit fit -> {
                    Map<String, ProfileInterval> profiles =
                            request.profile() ? profiles(input.design(), request, fit, throttled) : Map.of();
                    Design smaller = input.smaller();
                    if (smaller == null) {
                        yield fitted(fit, input, profiles, null);
                    }
                    yield switch (MixedModel.fit(smaller, request.settings(), steps)) {
                        case Fit less -> fitted(fit, input, profiles, comparison(request, less, fit));
                        case Unfit unfit -> new FitResult.Unfitted(unfit, input.remarks());
                    };
                }
                case Unfit unfit -> new FitResult.Unfitted(unfit, input.remarks());
            };
        }
        return switch (OrdinalModel.fit(input.ordinal(), request.settings(), steps)) {
            case Fitted(OrdinalFit fit) -> fitted(fit, input);
            case Unfitted(Unfit unfit) -> new FitResult.Unfitted(unfit, input.remarks());
        };
    }

    private static Map<String, ProfileInterval> profiles(
            Design design, FitRequest request, Fit fit, ThrottledProgress progress) {
        Map<String, ProfileInterval> profiles = new LinkedHashMap<>();
        for (FactorFit factor : fit.random()) {
            if (!request.settings().givenSd().containsKey(factor.name())) {
                progress.update(() -> "profile of " + factor.name());
                profiles.put(factor.name(), ProfileInterval.of(design, request.settings(), fit, factor.name(), LEVEL));
            }
        }
        return profiles;
    }

    private static FitResult.Comparison comparison(FitRequest request, Fit smaller, Fit fit) {
        return new FitResult.Comparison(
                request.without(),
                smaller.logLik(),
                smaller.parameters(),
                smaller.aic(),
                smaller.bic(),
                LikelihoodRatioTest.of(smaller, fit));
    }

    private static FitResult fitted(
            Fit fit, FitInput input, Map<String, ProfileInterval> profiles, FitResult.@Nullable Comparison comparison) {
        return new FitResult.Fitted(
                fit.method(),
                fit.rows(),
                fit.logLik(),
                fit.parameters(),
                fit.aic(),
                fit.bic(),
                profiles,
                comparison,
                false,
                List.of(),
                fit.fixed(),
                fit.random(),
                fit.iterations(),
                fit.converged(),
                warnings(input, fit.warnings()));
    }

    private static FitResult fitted(OrdinalFit fit, FitInput input) {
        return new FitResult.Fitted(
                fit.method(),
                fit.rows(),
                fit.logLik(),
                fit.parameters(),
                fit.aic(),
                fit.bic(),
                Map.of(),
                null,
                true,
                fit.thresholds(),
                fit.fixed(),
                fit.random(),
                fit.iterations(),
                fit.converged(),
                warnings(input, fit.warnings()));
    }

    private static List<String> warnings(FitInput input, List<FitWarning> warnings) {
        return Stream.concat(input.remarks().stream(), warnings.stream().map(FitWarning::sentence))
                .toList();
    }
}
