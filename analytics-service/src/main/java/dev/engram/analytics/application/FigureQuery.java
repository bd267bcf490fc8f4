package dev.engram.analytics.application;

import dev.engram.analytics.domain.TagChoice;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What figures of the caller are about.
 *
 * @param asOf the moment asked about, past or to come; absent: now
 * @param deckId only the cards of this deck; absent: of every deck of the caller
 * @param tags of the cards
 * @param after writes that the figures must contain
 */
public record FigureQuery(
        CallerToken caller,
        @Nullable Instant asOf,
        @Nullable DeckId deckId,
        TagChoice tags,
        Position after) {

    /** Whether only a part of the learner's cards is asked about. */
    boolean isFiltered() {
        return deckId != null || !(tags instanceof TagChoice.Any);
    }
}
