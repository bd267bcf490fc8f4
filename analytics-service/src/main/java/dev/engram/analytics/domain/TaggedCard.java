package dev.engram.analytics.domain;

import dev.engram.events.CardId;
import dev.engram.events.Tag;
import java.util.List;

/** A live card and its tags as they are when the question is asked. */
public record TaggedCard(CardId cardId, List<Tag> tags) {

    public TaggedCard {
        tags = List.copyOf(tags);
    }
}
