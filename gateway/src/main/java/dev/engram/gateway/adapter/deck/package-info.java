/** With whom decks are shared, by name. */
@NullMarked
package dev.engram.gateway.adapter.deck;

import org.jspecify.annotations.NullMarked;
