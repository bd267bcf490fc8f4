package dev.engram.studies.fit;

import dev.engram.hardness.glmm.InvalidSettingException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads fixed terms: {@code a}, {@code a:b} and {@code a*b}, short for {@code a}, {@code b} and {@code a:b}. */
final class FixedFormula {
    private FixedFormula() {}

    /**
     * The terms, each with the columns whose product it is. As in R main effects come first, regardless of the order given.
     *
     * @throws InvalidSettingException naming the term, if it is malformed, given twice, or an interaction without its parts
     */
    static List<List<String>> terms(List<String> given) {
        Set<List<String>> terms = new LinkedHashSet<>();
        for (String text : given) {
            boolean product = text.contains("*");
            List<String> parts = List.of(text.split(product ? "\\*" : ":", -1));
            if (parts.stream().anyMatch(String::isBlank) || new HashSet<>(parts).size() < parts.size()) {
                throw fault("must hold terms such as a, a:b or a*b, was '" + text + "'");
            }
            if (product) {
                IntStream.range(1, 1 << parts.size()).forEach(set -> terms.add(subset(parts, set)));
            } else if (!terms.add(parts)) {
                throw fault("must not hold a term twice, was " + text);
            }
        }
        for (List<String> term : terms) {
            for (String left : term.size() < 2 ? List.<String>of() : term) {
                List<String> rest =
                        term.stream().filter(column -> !column.equals(left)).toList();
                if (!terms.contains(rest)) {
                    throw fault("must hold " + String.join(":", rest) + " beside the interaction "
                            + String.join(":", term) + " (or write " + String.join("*", term) + ")");
                }
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

    private static InvalidSettingException fault(String rule) {
        return new InvalidSettingException("fixed", rule);
    }
}
