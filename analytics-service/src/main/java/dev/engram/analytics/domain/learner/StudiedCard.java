package dev.engram.analytics.domain.learner;

import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import java.util.List;

/**
 * A card of a learner as figures see it.
 *
 * @param tags that it carries now
 * @param history of which {@code folded} was made
 * @param folded what was answered up to the moment asked about, under the learner's latest plan; empty for a card never answered
 */
public record StudiedCard(CardId cardId, List<Tag> tags, CardHistory history, CardFold.Folded folded) {
    private static final CardFold.Folded NEVER_ANSWERED = new CardFold.Folded(List.of(), List.of(), CardState.NEW);

    public StudiedCard {
        tags = List.copyOf(tags);
    }

    /** One that was never answered. */
    public static StudiedCard neverAnswered(CardId cardId, List<Tag> tags) {
        return new StudiedCard(cardId, tags, CardHistory.EMPTY, NEVER_ANSWERED);
    }
}
