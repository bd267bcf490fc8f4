/** Figures of the cards of a deck over all learners of the installation. */
@NullMarked
package dev.engram.analytics.domain.deck;

import org.jspecify.annotations.NullMarked;
