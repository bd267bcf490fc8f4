/** Decks and their cards: what a change does to a deck, and what an import would change. No clock, no I/O. */
@NullMarked
package dev.engram.card.domain;

import org.jspecify.annotations.NullMarked;
