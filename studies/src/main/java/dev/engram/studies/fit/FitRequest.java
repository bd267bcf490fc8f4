package dev.engram.studies.fit;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.Method;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which model is to be fitted to which file. Spaces around names are dropped.
 *
 * @param data        one row for each response, with a header
 * @param response    column of zeros and ones, or of ordered categories
 * @param fixed       fixed terms beside the intercept: {@code a}, {@code a:b} or {@code a*b}
 * @param random      columns whose texts are levels of random factors, at least one; {@code a:b} has a level for each pair of texts
 * @param membership  table of the levels of one of them with the levels of a further factor
 * @param offset      column that is added to the linear predictor
 * @param categorical columns of fixed terms that are read as texts although they hold numbers
 * @param ordinal     the response is one of several categories in order, and not 0 or 1
 * @param categories  their order; empty = sorted, by value where all are whole numbers
 * @param omitMissing rows in which a column of the model is empty or NA are left out and counted, not refused
 * @param profile     with the profile intervals of the standard deviations
 * @param without     fixed terms and factors that a smaller model lacks, with which this one is compared; empty for none
 * @param settings    of the fit
 */
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
        boolean omitMissing,
        boolean profile,
        List<String> without,
        FitSettings settings) {
    /** @throws InvalidSettingException naming the component and its rule */
    public FitRequest {
        fixed = fixed.stream().map(String::strip).toList();
        random = random.stream().map(String::strip).toList();
        categorical = categorical.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
        categories = List.copyOf(categories);
        without = without.stream().map(String::strip).toList();
        check(!random.isEmpty(), "random", "must name at least one column");
        for (String factor : random) {
            List<String> parts = parts(factor);
            check(parts.stream().noneMatch(String::isBlank), "random", "must not hold an empty column name");
            check(
                    new HashSet<>(parts).size() == parts.size(),
                    "random",
                    "must not pair a column with itself, was " + factor);
        }
        check(
                random.stream()
                                .map(factor -> new HashSet<>(parts(factor)))
                                .distinct()
                                .count()
                        == random.size(),
                "random",
                "must not name a column twice");
        check(!ordinal || settings.method() != Method.PQL, "ordinal", "needs method joint or laplace");
        boolean likelihood = !ordinal && settings.method() != Method.PQL;
        check(likelihood || !profile, "profile", "needs a response of 0 and 1 and method joint or laplace");
        check(likelihood || without.isEmpty(), "without", "needs a response of 0 and 1 and method joint or laplace");
        check(ordinal || categories.isEmpty(), "categories", "are only for an ordinal response");
        check(new HashSet<>(categories).size() == categories.size(), "categories", "must not hold one twice");
        Set<String> used = terms(fixed).stream().flatMap(List::stream).collect(Collectors.toSet());
        for (String column : categorical) {
            check(used.contains(column), "categorical", "must be columns of the fixed terms, was " + column);
        }
        check(
                !used.contains(response)
                        && random.stream().noneMatch(factor -> parts(factor).contains(response))
                        && !response.equals(offset),
                "response",
                "must not be among the columns that explain it, was " + response);
    }

    /** The columns whose texts together name a level of a random factor. */
    static List<String> parts(String factor) {
        return List.of(factor.split(":", -1));
    }

    /** Columns that are both fixed and random. */
    List<String> fixedAndRandom() {
        return random.stream()
                .filter(name -> terms().stream().map(Set::copyOf).anyMatch(Set.copyOf(parts(name))::equals))
                .toList();
    }

    private static void check(boolean holds, String component, String rule) {
        if (!holds) {
            throw new InvalidSettingException(component, rule);
        }
    }

    /** The fixed terms, each with the columns whose product it is; single columns first. */
    List<List<String>> terms() {
        return terms(fixed);
    }

    /** All columns that the data must have. */
    List<String> columns() {
        return Stream.of(
                        Stream.of(response),
                        terms().stream().flatMap(List::stream),
                        random.stream().flatMap(factor -> parts(factor).stream()),
                        Stream.ofNullable(offset))
                .flatMap(columns -> columns)
                .toList();
    }

    /**
     * The terms that {@code a}, {@code a:b} and {@code a*b}, short for {@code a}, {@code b} and {@code a:b}, stand for, each with the columns whose product it is. As in R main effects come first, regardless of the order given.
     *
     * @throws InvalidSettingException naming the term, if it is malformed, given twice, or an interaction without its parts
     */
    static List<List<String>> terms(List<String> given) {
        Set<List<String>> terms = new LinkedHashSet<>();
        for (String text : given) {
            boolean product = text.contains("*");
            List<String> parts = List.of(text.split(product ? "\\*" : ":", -1));
            boolean wellFormed =
                    parts.stream().noneMatch(String::isBlank) && new HashSet<>(parts).size() == parts.size();
            check(wellFormed, "fixed", "must hold terms such as a, a:b or a*b, was '" + text + "'");
            if (product) {
                IntStream.range(1, 1 << parts.size()).forEach(set -> terms.add(subset(parts, set)));
            } else {
                check(terms.add(parts), "fixed", "must not hold a term twice, was " + text);
            }
        }
        for (List<String> term : terms) {
            for (String left : term.size() < 2 ? List.<String>of() : term) {
                List<String> rest =
                        term.stream().filter(column -> !column.equals(left)).toList();
                check(
                        terms.contains(rest),
                        "fixed",
                        "must hold %s beside the interaction %s (or write %s)"
                                .formatted(String.join(":", rest), String.join(":", term), String.join("*", term)));
            }
        }
        return terms.stream().sorted(Comparator.comparingInt(List::size)).toList();
    }

    private static List<String> subset(List<String> parts, int set) {
        return IntStream.range(0, parts.size())
                .filter(i -> (set >> i & 1) == 1)
                .mapToObj(parts::get)
                .toList();
    }
}
