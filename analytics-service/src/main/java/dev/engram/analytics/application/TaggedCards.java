package dev.engram.analytics.application;

import dev.engram.analytics.application.FigureLimits.Exceeded;
import dev.engram.analytics.domain.TagChoice;
import dev.engram.events.CardId;
import dev.engram.events.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cards and their tags, up to a limit of both; tags that many cards carry are held once. */
public final class TaggedCards {

    private final int mostCards;
    private final int mostTags;
    private final Map<CardId, List<Tag>> tags = new HashMap<>();
    private final Map<List<Tag>, List<Tag>> lists = new HashMap<>();
    private final Map<Tag, Tag> known = new HashMap<>();
    private final Set<String> rows = new HashSet<>();
    private @Nullable Exceeded exceeded;

    /** @param mostTags the tags above others included */
    TaggedCards(int mostCards, int mostTags) {
        this.mostCards = mostCards;
        this.mostTags = mostTags;
    }

    /** Whether more are wanted. */
    boolean add(CardId card, List<Tag> carried) {
        var shared = shared(carried);
        tags.put(card, lists.computeIfAbsent(shared, list -> list));
        return isWithinLimits();
    }

    private boolean isWithinLimits() {
        if (tags.size() > mostCards) {
            exceeded = new Exceeded("cards", mostCards);
        } else if (rows.size() > mostTags) {
            exceeded = new Exceeded("tags", mostTags);
        }
        return exceeded == null;
    }

    private List<Tag> shared(List<Tag> carried) {
        return carried.stream()
                .map(tag -> known.computeIfAbsent(tag, this::counted))
                .toList();
    }

    private Tag counted(Tag tag) {
        tag.withAncestors().forEach(row -> rows.add(row.key()));
        return tag;
    }

    /** The limit that was gone over; the cards are not all then. */
    public @Nullable Exceeded exceeded() {
        return exceeded;
    }

    /** The cards with the tags that each carries; not to be changed. */
    public Map<CardId, List<Tag>> tags() {
        return tags;
    }

    /** Those of {@link #tags} that are meant. */
    public Map<CardId, List<Tag>> tags(TagChoice choice) {
        if (choice instanceof TagChoice.Any) {
            return tags;
        }
        var chosen = new HashMap<CardId, List<Tag>>();
        tags.forEach((card, carried) -> {
            if (choice.includes(carried)) {
                chosen.put(card, carried);
            }
        });
        return chosen;
    }

    /** Takes in the cards of another, within the limits of this. Whether more are wanted. */
    boolean addAll(TaggedCards other) {
        tags.putAll(other.tags);
        rows.addAll(other.rows);
        return isWithinLimits();
    }
}
