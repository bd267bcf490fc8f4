package dev.engram.cli.hardness.fit;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of {@code engram hardness fit}, as they were given. */
public record FitRequest(
        Path data,
        String response,
        List<String> fixed,
        List<String> random,
        @Nullable Path membership,
        @Nullable String offset,
        Set<String> categorical,
        boolean ordinal,
        List<String> categories,
        Method method,
        Map<String, Double> givenSd,
        int threads,
        boolean modes,
        boolean json) {
    public FitRequest {
        fixed = fixed.stream().map(String::strip).toList();
        random = random.stream().map(String::strip).toList();
        categorical = categorical.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
        categories = List.copyOf(categories);
        if (random.contains("")) {
            throw new IllegalArgumentException("--random: the name of a column is empty");
        }
        if (ordinal && method == Method.FAST) {
            throw new IllegalArgumentException("--ordinal: only with method joint or laplace");
        }
        givenSd = Map.copyOf(givenSd);
        if (threads < 1) {
            throw new IllegalArgumentException("--threads: at least 1, not " + threads);
        }
        givenSd.forEach((factor, sd) -> {
            if (!(sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("--sd: " + factor + " must be 0 or more and finite, not " + sd);
            }
        });
    }

    FitQuestion question() {
        return new FitQuestion(
                data,
                response,
                FixedTermSpec.parse(fixed),
                random,
                membership,
                offset,
                categorical,
                ordinal,
                categories);
    }

    FitSettings settings() {
        return FitSettings.of(method).withGivenSd(givenSd).withThreads(threads);
    }
}
