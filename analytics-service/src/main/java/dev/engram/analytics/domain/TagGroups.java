package dev.engram.analytics.domain;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.engram.events.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something for each tag of some cards: a card counts once in each tag that it carries and in each tag above it, and one that
 * carries none counts in the row of cards without a tag. Lives within one call.
 *
 * @param <S> what is kept of a tag
 */
public final class TagGroups<S> {
    /** The name of the row of cards without a tag, which no tag can have. */
    public static final String UNTAGGED = "";

    /** Behind every key of a tag. */
    private static final String UNTAGGED_KEY = "\uffff";

    private final Supplier<S> empty;
    private final Map<String, Group<S>> groups = new TreeMap<>();
    private final Map<Tag, List<Place>> places = new HashMap<>();

    private record Place(String key, String spelling) {}

    private record Group<S>(Map<String, Integer> spellings, S sum) {
        String mostUsedSpelling() {
            return spellings.entrySet().stream()
                    .min(comparing(Map.Entry<String, Integer>::getValue, reverseOrder())
                            .thenComparing(Map.Entry::getKey))
                    .orElseThrow()
                    .getKey();
        }
    }

    /** @param empty makes what is kept of a tag before its first card */
    public TagGroups(Supplier<S> empty) {
        this.empty = empty;
    }

    /** Lets each row that a card counts in take it in. @param tags that the card carries */
    public void add(List<Tag> tags, Consumer<S> addition) {
        if (tags.isEmpty()) {
            group(UNTAGGED_KEY, UNTAGGED, addition, true);
            return;
        }
        var counted = new HashSet<String>();
        for (var tag : tags) {
            for (var place : places.computeIfAbsent(tag, TagGroups::places)) {
                group(place.key(), place.spelling(), addition, counted.add(place.key()));
            }
        }
    }

    private void group(String key, String spelling, Consumer<S> addition, boolean isFirst) {
        var group = groups.computeIfAbsent(key, _ -> new Group<>(new HashMap<>(), empty.get()));
        group.spellings().merge(spelling, 1, Integer::sum);
        if (isFirst) {
            addition.accept(group.sum());
        }
    }

    /** Kept per tag, since comparing without case takes most of the time of a large table. */
    private static List<Place> places(Tag tag) {
        return tag.withAncestors().stream()
                .map(row -> new Place(row.key(), row.value()))
                .toList();
    }

    /**
     * One row for each tag of a card, in the order of {@link Tag#key}, that of cards without a tag last.
     *
     * @param row makes it of the tag, in the spelling that most of its cards use or {@link #UNTAGGED}, and of what is kept of it
     */
    public <R> List<R> rows(BiFunction<String, S, R> row) {
        var rows = new ArrayList<R>(groups.size());
        groups.values().forEach(group -> rows.add(row.apply(group.mostUsedSpelling(), group.sum())));
        return List.copyOf(rows);
    }
}
