package dev.engram.projections.query;

import dev.engram.events.CardId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Which of the cards that a learner ever answered are asked about, and as of when. */
public sealed interface CardSelection {

    /** All, as they are now. */
    record All() implements CardSelection {}

    /** Those of some cards that were answered, as they are now. */
    record Of(Collection<CardId> cards) implements CardSelection {
        public Of {
            cards = List.copyOf(cards);
        }
    }

    /**
     * All as of a moment: from the answers given until then, known now and not retracted, under the latest plan. The
     * histories of cards that were answered later are folded again.
     */
    record AsOf(Instant moment) implements CardSelection {}
}
