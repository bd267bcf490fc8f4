package dev.engram.cli.hardness.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fixed term as it was asked for: one column, or several whose product is meant.
 *
 * @param columns at least one
 */
record FixedTermSpec(List<String> columns) {
    FixedTermSpec {
        columns = List.copyOf(columns);
    }

    /**
     * Reads {@code a}, {@code a:b} and {@code a*b}; the last stands for {@code a}, {@code b} and {@code a:b}.
     *
     * @throws IllegalArgumentException naming the term, if it is malformed, given twice, or an interaction without its parts
     */
    static List<FixedTermSpec> parse(List<String> given) {
        var terms = new LinkedHashSet<FixedTermSpec>();
        for (String text : given) {
            if (text.contains("*")) {
                List<String> parts = parts(text, "\\*");
                parts.forEach(part -> terms.add(new FixedTermSpec(List.of(part))));
                for (int size = 2; size <= parts.size(); size++) {
                    terms.addAll(products(parts, size));
                }
            } else if (!terms.add(new FixedTermSpec(parts(text, ":")))) {
                throw new IllegalArgumentException("--fixed: " + text + " is given twice");
            }
        }
        for (FixedTermSpec term : terms) {
            for (String left : term.columns.size() < 2 ? List.<String>of() : term.columns) {
                var rest = new FixedTermSpec(
                        term.columns.stream().filter(c -> !c.equals(left)).toList());
                if (!terms.contains(rest)) {
                    throw new IllegalArgumentException("--fixed: the interaction " + term.name() + " needs "
                            + rest.name() + " beside it (or write " + String.join("*", term.columns) + ")");
                }
            }
        }
        // as in R: main effects first, whatever the order they were given in
        return terms.stream()
                .sorted(Comparator.comparingInt(term -> term.columns.size()))
                .toList();
    }

    private static List<String> parts(String text, String separator) {
        List<String> parts = List.of(text.split(separator, -1));
        if (parts.stream().anyMatch(String::isBlank)
                || parts.stream().distinct().count() < parts.size()) {
            throw new IllegalArgumentException("--fixed: '" + text + "' is no term; write a, a:b or a*b");
        }
        return parts;
    }

    private static List<FixedTermSpec> products(List<String> parts, int size) {
        var found = new ArrayList<FixedTermSpec>();
        for (int set = 0; set < 1 << parts.size(); set++) {
            if (Integer.bitCount(set) == size) {
                int chosen = set;
                found.add(new FixedTermSpec(IntStream.range(0, parts.size())
                        .filter(i -> (chosen >> i & 1) == 1)
                        .mapToObj(parts::get)
                        .toList()));
            }
        }
        return found;
    }

    String name() {
        return String.join(":", columns);
    }
}
