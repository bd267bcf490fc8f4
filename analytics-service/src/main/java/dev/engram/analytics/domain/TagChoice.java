package dev.engram.analytics.domain;

import dev.engram.events.Tag;
import java.util.List;

/** Which cards are meant, by the tags that they carry. */
public sealed interface TagChoice {
    /** Whatever their tags. */
    record Any() implements TagChoice {}

    /** Those without a tag: they have a row of their own in each table. */
    record Untagged() implements TagChoice {}

    /** Those that carry the tag or one that lies in it. */
    record Within(Tag tag) implements TagChoice {}

    /** Whether a card is meant. @param carried its tags */
    default boolean includes(List<Tag> carried) {
        return switch (this) {
            case Any() -> true;
            case Untagged() -> carried.isEmpty();
            case Within(var tag) -> carried.stream().anyMatch(one -> one.isWithin(tag));
        };
    }
}
