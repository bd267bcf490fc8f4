package dev.engram.hardness.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tags a card has, and with what weight. The weights of a card sum to 1: so a synonym tag does not make a card harder.
 * Immutable.
 *
 * <p>What a source may get wrong, and what becomes of it: a tag given twice to a card with one weight counts once; with two
 * weights it is refused; a card one of whose tags has no weight gets 1 / number of tags for each; weights that do not sum to
 * 1 are scaled. Each is noted. Surrounding white space of a tag is dropped.
 */
public final class TagTable {
    private static final double SUM_TOLERANCE = 1e-6;

    private final SortedMap<String, SortedMap<String, Double>> weights;
    private final List<String> notes;

    private TagTable(SortedMap<String, SortedMap<String, Double>> weights, List<String> notes) {
        this.weights = weights;
        this.notes = List.copyOf(notes);
    }

    /** A table to be filled row by row. */
    public static Builder builder() {
        return new Builder();
    }

    /** Each tag of a card with weight 1 / number of its tags. */
    public static TagTable of(Map<String, List<String>> tagsOfCards) {
        var builder = builder();
        tagsOfCards.forEach((card, tags) -> tags.forEach(tag -> builder.add(card, tag, null)));
        return builder.build();
    }

    /** Names of all tags. */
    public SortedSet<String> names() {
        return weights.values().stream()
                .flatMap(tags -> tags.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tags of a card and their weights, empty if it has none. */
    public SortedMap<String, Double> of(String card) {
        return weights.getOrDefault(card, new TreeMap<>());
    }

    /** All cards that have a tag, and their tags with weights. */
    public SortedMap<String, SortedMap<String, Double>> all() {
        return weights;
    }

    /** Number of cards that have a tag. */
    public int cards() {
        return weights.size();
    }

    /** What was corrected, in words. */
    public List<String> notes() {
        return notes;
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        private long delivered;
        private long copies;

        private Builder() {}

        /**
         * Adds a tag to a card.
         *
         * @param weight in (0, 1000]; null = 1 / number of tags of the card
         * @throws InvalidReviewException if card or tag is blank, the weight breaks its rule or differs from that given before
         */
        public Builder add(String card, String tag, @Nullable Double weight) {
            delivered++;
            rule(!card.isBlank(), "card", "must not be blank");
            rule(!tag.isBlank(), "tag", "must not be blank");
            rule(weight == null || (weight > 0 && weight <= 1_000), "weight", "must be in (0, 1000], was " + weight);
            double value = weight == null ? Double.NaN : weight;
            var before = rows.computeIfAbsent(card, _ -> new LinkedHashMap<>()).putIfAbsent(tag.strip(), value);
            if (before != null) {
                copies++;
                rule(
                        before.equals(value),
                        "weight",
                        "tag " + tag.strip() + " of card " + card + " was given before with weight " + before);
            }
            return this;
        }

        private void rule(boolean holds, String field, String text) {
            if (!holds) {
                throw new InvalidReviewException(delivered, field, text);
            }
        }

        /** The table. */
        public TagTable build() {
            var all = new TreeMap<String, SortedMap<String, Double>>();
            long partly = 0;
            long scaled = 0;
            for (var row : rows.entrySet()) {
                var given = new TreeMap<>(row.getValue());
                long unknown =
                        given.values().stream().filter(w -> Double.isNaN(w)).count();
                double sum = given.values().stream().mapToDouble(w -> w).sum();
                if (unknown > 0) {
                    partly += unknown < given.size() ? 1 : 0;
                    given.replaceAll((tag, w) -> 1.0 / given.size());
                } else if (Math.abs(sum - 1) > SUM_TOLERANCE) {
                    scaled++;
                    given.replaceAll((tag, w) -> w / sum);
                }
                all.put(row.getKey(), given);
            }
            var notes = new ArrayList<String>();
            note(notes, copies, "tag rows given more than once: counted once");
            note(notes, partly, "cards with a weight for some tags only: 1 / number of tags used");
            note(notes, scaled, "cards whose weights did not sum to 1: scaled");
            return new TagTable(all, notes);
        }

        private static void note(List<String> notes, long count, String text) {
            if (count > 0) {
                notes.add(count + " " + text);
            }
        }
    }
}
