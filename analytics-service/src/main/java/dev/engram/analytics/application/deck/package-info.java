/** Figures of the cards of a deck over all learners of the installation. */
@NullMarked
package dev.engram.analytics.application.deck;

import org.jspecify.annotations.NullMarked;
