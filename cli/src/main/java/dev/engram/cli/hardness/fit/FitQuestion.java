package dev.engram.cli.hardness.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which model is to be fitted to which file.
 *
 * @param response   column of zeros and ones
 * @param fixed      fixed terms beside the intercept
 * @param random     columns whose texts are levels of random factors, at least one
 * @param membership table of the levels of one of them with the levels of a further factor
 * @param offset     column that is added to the linear predictor
 * @param categorical columns read as texts although they hold numbers
 * @param ordinal    the response is a category of several, in order, and not 0 or 1
 * @param categories their order; empty = sorted, by value where all are whole numbers
 */
record FitQuestion(
        Path data,
        String response,
        List<FixedTermSpec> fixed,
        List<String> random,
        @Nullable Path membership,
        @Nullable String offset,
        Set<String> categorical,
        boolean ordinal,
        List<String> categories) {
    FitQuestion {
        fixed = List.copyOf(fixed);
        random = List.copyOf(random);
        categorical = Set.copyOf(categorical);
        categories = List.copyOf(categories);
        if (!categories.isEmpty() && !ordinal) {
            throw new IllegalArgumentException("--categories: only with --ordinal");
        }
        if (new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("--categories: one is given twice");
        }
        if (random.isEmpty()) {
            throw new IllegalArgumentException("--random: name at least one column");
        }
        if (new HashSet<>(random).size() < random.size()) {
            throw new IllegalArgumentException("--random: a column is given twice");
        }
        Set<String> used = new HashSet<>(columnsOf(fixed));
        for (String column : categorical) {
            if (!used.contains(column)) {
                throw new IllegalArgumentException("--categorical: " + column + " is not among --fixed");
            }
        }
        if (used.contains(response) || random.contains(response) || response.equals(offset)) {
            throw new IllegalArgumentException("--response: " + response + " cannot be explained by itself");
        }
    }

    /** The columns of the fixed terms, each once. */
    List<String> fixedColumns() {
        return columnsOf(fixed).stream().distinct().toList();
    }

    /** All columns that the data must have. */
    List<String> columns() {
        List<String> all = new ArrayList<>(List.of(response));
        all.addAll(fixedColumns());
        all.addAll(random);
        if (offset != null) {
            all.add(offset);
        }
        return all;
    }

    private static List<String> columnsOf(List<FixedTermSpec> terms) {
        return terms.stream().flatMap(term -> term.columns().stream()).toList();
    }
}
