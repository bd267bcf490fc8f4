/** The decks and cards of card-service as other services hold them: a projection of {@code engram.cards} and its reader. */
@NullMarked
package dev.engram.kit.catalogue;

import org.jspecify.annotations.NullMarked;
