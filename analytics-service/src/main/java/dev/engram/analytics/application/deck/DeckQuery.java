package dev.engram.analytics.application.deck;

import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.projections.Position;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A question about a deck over all its learners.
 *
 * @param readsOnly whether it is enough that the caller may see the deck, as for researchers; others must own or edit it
 * @param tag only cards with this tag or one that lies in it; null: all
 * @param from weeks that begin on this study day or later; null: from the first answer on
 * @param to weeks that end on this study day or before; null: all that have ended
 * @param simulated of simulated learners, else of people
 * @param after writes that are to be contained
 */
public record DeckQuery(
        CallerToken caller,
        boolean readsOnly,
        DeckId deckId,
        @Nullable Tag tag,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean simulated,
        Position after) {}
