package dev.engram.card.domain;

import dev.engram.events.CardId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a deck when one card is edited, at one version.
 *
 * @param card the card to be edited; null if the deck has none with its id
 * @param sameQuestion another card that is studied and asks what the card is to ask; null if there is none
 */
public record EditView(
        DeckHeader deck, @Nullable Card card, @Nullable CardId sameQuestion) {}
