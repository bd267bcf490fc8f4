package dev.engram.studies.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.LikelihoodRatioTest;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import dev.engram.hardness.ordinal.OrdinalModel;
import dev.engram.studies.ThrottledProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
        var outcome = input.ordinal() == null
                ? MixedModel.fit(input.design(), request.settings(), steps)
                : OrdinalModel.fit(input.ordinal(), request.settings(), steps);
        return switch (outcome) {
            case Fit fit -> {
                List<String> warnings = new ArrayList<>(warnings(input, fit.warnings()));
                FitResult.Comparison comparison = comparison(input.smaller(), request, fit, steps, warnings);
                Map<String, ProfileInterval> profiles =
                        request.profile() ? profiles(input.design(), request, fit, throttled) : Map.of();
                yield fitted(fit, input, warnings, profiles, comparison);
            }
            case Unfit unfit -> new FitResult.Unfitted(unfit, input.remarks());
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

    /** Null, with the reason among the warnings, where the smaller model cannot be fitted or is none of the larger. */
    private static FitResult.@Nullable Comparison comparison(
            @Nullable Design design, FitRequest request, Fit fit, FitProgress steps, List<String> warnings) {
        if (design == null) {
            return null;
        }
        String which = "model without " + String.join(", ", request.without()) + ": ";
        return switch (MixedModel.fit(design, request.settings(), steps)) {
            case Unfit unfit -> {
                warnings.add(which + "not compared; " + unfit.sentence());
                yield null;
            }
            case Fit smaller -> {
                smaller.warnings().forEach(warning -> warnings.add(which + warning.sentence()));
                if (!smaller.converged()) {
                    warnings.add(which + "not converged: its figures are where the iterations ended");
                }
                // columns that repeat others are left out of one model, and may be needed in the other
                if (!names(fit.fixed()).containsAll(names(smaller.fixed()))
                        || fit.parameters() == smaller.parameters()) {
                    warnings.add(
                            which
                                    + "not compared; with the columns left out that repeat others, the two models are not nested");
                    yield null;
                }
                yield new FitResult.Comparison(
                        request.without(),
                        smaller.logLik(),
                        smaller.parameters(),
                        smaller.aic(),
                        smaller.bic(),
                        smaller.converged(),
                        LikelihoodRatioTest.of(smaller, fit));
            }
        };
    }

    private static Set<String> names(List<FixedEffect> effects) {
        return effects.stream().map(FixedEffect::name).collect(Collectors.toSet());
    }

    private static FitResult fitted(
            Fit fit,
            FitInput input,
            List<String> warnings,
            Map<String, ProfileInterval> profiles,
            FitResult.@Nullable Comparison comparison) {
        return new FitResult.Fitted(
                fit.method(),
                fit.rows(),
                fit.logLik(),
                fit.parameters(),
                fit.aic(),
                fit.bic(),
                profiles,
                comparison,
                input.ordinal() != null,
                fit.thresholds(),
                fit.fixed(),
                fit.random(),
                fit.iterations(),
                fit.converged(),
                warnings);
    }

    private static List<String> warnings(FitInput input, List<FitWarning> warnings) {
        return Stream.concat(input.remarks().stream(), warnings.stream().map(FitWarning::sentence))
                .toList();
    }
}
