/** What can be done with decks, and the ports that it needs. */
@NullMarked
package dev.engram.card.application;

import org.jspecify.annotations.NullMarked;
