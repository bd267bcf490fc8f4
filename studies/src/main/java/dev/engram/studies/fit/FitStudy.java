package dev.engram.studies.fit;

import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.ordinal.OrdinalFit;
import dev.engram.hardness.ordinal.OrdinalModel;
import dev.engram.hardness.ordinal.OrdinalOutcome.Fitted;
import dev.engram.hardness.ordinal.OrdinalOutcome.Unfitted;
import dev.engram.studies.ThrottledProgress;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Fits a model to a file. */
public final class FitStudy {
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
                case Fit fit -> fitted(fit, input);
                case Unfit unfit -> new FitResult.Unfitted(unfit, input.remarks());
            };
        }
        return switch (OrdinalModel.fit(input.ordinal(), request.settings(), steps)) {
            case Fitted(OrdinalFit fit) -> fitted(fit, input);
            case Unfitted(Unfit unfit) -> new FitResult.Unfitted(unfit, input.remarks());
        };
    }

    private static FitResult fitted(Fit fit, FitInput input) {
        return new FitResult.Fitted(
                fit.method(),
                fit.rows(),
                fit.logLik(),
                fit.parameters(),
                fit.aic(),
                fit.bic(),
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
