package dev.engram.analytics.application;

import dev.engram.analytics.domain.Horizon;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well a learner knows each tag.
 *
 * @param caller the learner
 * @param asOf the moment asked about, past or to come; absent: now
 * @param deckId only the cards of this deck; absent: of every deck of the learner
 * @param after writes that the answer must contain
 */
public record MasteryQuery(
        CallerToken caller,
        @Nullable Instant asOf,
        Horizon horizon,
        @Nullable DeckId deckId,
        Position after) {

    LearnerId learnerId() {
        return caller.learnerId();
    }
}
