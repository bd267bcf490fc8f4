/** Which decks a caller may see, as card-service says. */
@NullMarked
package dev.engram.kit.deck;

import org.jspecify.annotations.NullMarked;
