package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.TagGroups;
import dev.engram.events.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tags say something about each other: those that share a card, as a tag does with the tags it lies in, and those that are
 * connected through others. What is hidden of one of them could follow from what is shown of another.
 */
public final class TagFamilies {
    private final Map<String, String> parents = new HashMap<>();

    /** @param cards the tags of each card */
    public TagFamilies(Collection<List<Tag>> cards) {
        for (var tags : Set.copyOf(cards)) {
            String first = null;
            for (var tag : tags) {
                for (var row : tag.withAncestors()) {
                    var root = root(row.key());
                    if (first == null) {
                        first = root;
                    } else if (!root.equals(first)) {
                        parents.put(root, first);
                    }
                }
            }
        }
    }

    private String root(String key) {
        var parent = parents.getOrDefault(key, key);
        if (parent.equals(key)) {
            return key;
        }
        var root = root(parent);
        parents.put(key, root);
        return root;
    }

    /** The same for tags of one family and for no other. @param tag of a row, {@link TagGroups#UNTAGGED} included */
    public String of(String tag) {
        return tag.equals(TagGroups.UNTAGGED) ? TagGroups.UNTAGGED : root(new Tag(tag).key());
    }
}
