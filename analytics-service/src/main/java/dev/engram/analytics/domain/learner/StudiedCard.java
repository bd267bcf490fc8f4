package dev.engram.analytics.domain.learner;

import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardFold;
import java.util.List;

/**
 * A card of a learner as figures see it.
 *
 * @param tags that it carries now
 * @param folded what was answered up to the moment asked about, under the learner's latest plan; empty for a card never answered
 */
public record StudiedCard(CardId cardId, List<Tag> tags, CardFold.Folded folded) {
    public StudiedCard {
        tags = List.copyOf(tags);
    }
}
